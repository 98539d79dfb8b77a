"""The battery passport of Catena-X, io.catenax.battery.battery_pass/6.1.0 (sldt-semantic-models), for `schemas`."""

from schemas import flag, like, number, text, timestamp, uuid

# fmt: off
SOURCES = (
    "Product Specifications", "Manufacturer Information", "User Manuals and Guides",
    "Certifications and Compliance", "Product Images and Videos", "Warranty Information", "Reviews and Ratings",
    "Product Variations", "Supply Chain Information", "Environmental Impact", "Compatibility and Accessories",
    "FAQs and Support", "Purchase and Retail Information", "Privacy and Data Handling", "Third-Party Integrations",
    "Legal Information", "Safety Information", "Repair and Installation", "Waste Generation and Prevention",
    "Specific Voluntary Labels", "Product Packaging", "Return and Disposal", "End of Life",
    "Material and Substance Information", "Technical Documentation", "Treatment facilities", "Other",
)
FOOTPRINTS = (
    "Climate Change Total", "Climate Change Fossil", "Climate Change Biogenic Removals and Emissions",
    "Climate Change Land Use and Land Use Change", "Ozone Depletion", "Acidification",
    "Eutrophication Aquatic Freshwater", "Eutrophication Fresh Marine", "Eutrophication Terrestrial",
    "Photochemical Ozone Formation", "Abiotic Depletion- Minerals and Metals", "Fossil Fuels", "Water Use",
    "Particulate Matter Emissions", "Ionizing Radiation, Human Health", "Eco-Toxicity",
    "Human Toxicity, Cancer Effects", "Human Toxicity, Non-Cancer Effects", "Land Use Related Impacts/Soil Quality",
)
CONCENTRATIONS = (
    "unit:partPerMillion", "unit:percent", "unit:percentVolume", "unit:partPerThousand", "unit:partPerTrillionUs",
    "unit:partPerBillionUs",
)
MASS_UNITS = (
    "unit:gram", "unit:kilogram", "unit:tonneMetricTon", "unit:tonUsOrShortTonUkorus", "unit:ounceAvoirdupois",
    "unit:pound",
)
LENGTH_UNITS = (
    "unit:millimetre", "unit:centimetre", "unit:metre", "unit:kilometre", "unit:inch", "unit:foot", "unit:yard",
)
KEY_VALUE_LIST = {
    "key!": like(r"^(manufacturerId|partInstanceId|batchId|van|customKey:\w+)$"), "value!": text,
}
KEY_VALUE_LIST0 = {
    "key!": like(r"^(manufacturerId|batchId|customKey:\w+)$"), "value!": text,
}
PART_TYPE = {
    "manufacturerPartId!": text, "nameAtManufacturer!": text,
}
CODE = {
    "key!": text, "value!": text,
}
DATA_CARRIER = {
    "carrierType!": text, "carrierLayout!": text,
}
CLASSIFICATION = {
    "classificationStandard!": text, "classificationID!": text, "classificationDescription": text,
}
IDENTIFICATION0 = {
    "serial": [KEY_VALUE_LIST], "batch": [KEY_VALUE_LIST0], "type!": PART_TYPE, "codes!": [CODE],
    "dataCarrier!": DATA_CARRIER, "classification!": [CLASSIFICATION],
}
IDENTIFICATION = {
    "category!": ("SLI", "LMT", "EV", "industrial", "portable", "incorporated"), "idDmc!": text,
    "chemistry!": text, "identification!": IDENTIFICATION0,
}
FACILITY = {
    "facility!": like(r"^BPNA[a-zA-Z0-9]{12}$"),
}
MANUFACTURER = {
    "facility!": [FACILITY], "manufacturer!": like(r"^BPNL[a-zA-Z0-9]{12}$"),
    "manufacturingDate": like(r"^\d{4}-\d{2}-\d{2}$"),
}
OPERATION = {
    "intoServiceDate": like(r"^\d{4}-\d{2}-\d{2}$"), "manufacturer!": MANUFACTURER,
}
WARRANTY = {
    "lifeValue!": number(),
    "lifeUnit!": ("unit:day", "unit:month", "unit:year", "unit:cycle", "unit:runningOrOperatingHour"),
}
LINEAR = {
    "value!": number(),
    "unit!": LENGTH_UNITS,
}
MASS = {
    "value!": number(),
    "unit!": MASS_UNITS,
}
PHYSICAL_DIMENSION = {
    "height": LINEAR, "length": LINEAR, "width": LINEAR, "weight!": MASS,
}
CHARACTERISTICS_ELEMENT = {
    "warranty!": WARRANTY, "physicalDimension!": PHYSICAL_DIMENSION,
}
DOCUMENTATION = {
    "content!": text, "contentType!": text, "header!": like(r"^.{0,100}$"),
}
SUSTAINABILITY_DOCUMENT = {
    "separateCollection!": [DOCUMENTATION], "wastePrevention!": [DOCUMENTATION],
    "euTaxonomyDisclosureStatement": [DOCUMENTATION], "sustainabilityReport": [DOCUMENTATION],
}
FOOTPRINT = {
    "value!": number(0.0), "rulebook!": [DOCUMENTATION], "lifecycle!": text, "unit!": text,
    "type!": FOOTPRINTS,
    "performanceClass": text, "manufacturingPlant!": [FACILITY], "declaration!": [DOCUMENTATION],
}
SUSTAINABILITY = {
    "documents!": SUSTAINABILITY_DOCUMENT, "carbonFootprint!": [FOOTPRINT],
    "status!": ("original", "repurposed", "re-used", "remanufactured", "waste"),
}
MATERIAL_ACTIVE = {
    "location!": text, "recycled!": number(0.0, 100.0), "documentation!": [DOCUMENTATION], "critical!": flag,
}
LEAD = {
    "impactOfSubstances!": [DOCUMENTATION], "critical!": flag, "documentation!": [DOCUMENTATION],
    "recycled!": number(0.0, 100.0), "location!": text, "concentration!": number(0.0),
    "materialUnit!": CONCENTRATIONS,
}
MATERIAL_ID = {
    "id!": text, "type!": ("CAS", "EC", "IUPAC"), "name!": text,
}
OTHER_ACTIVE_MATERIALS = {
    "location!": text, "recycled!": number(0.0, 100.0), "documentation!": [DOCUMENTATION], "critical!": flag,
    "materialIdentification!": [MATERIAL_ID],
}
ACTIVE_MATERIALS = {
    "nickel!": MATERIAL_ACTIVE, "lithium!": MATERIAL_ACTIVE, "cobalt!": MATERIAL_ACTIVE, "lead!": LEAD,
    "other": [OTHER_ACTIVE_MATERIALS],
}
HAZARDOUS = {
    "impactOfSubstances!": [DOCUMENTATION], "concentration!": number(0.0), "location!": text,
    "materialUnit!": CONCENTRATIONS,
    "critical!": flag, "documentation!": [DOCUMENTATION],
}
OTHER_HAZARDOUS_MATERIAL = {
    "impactOfSubstances!": [DOCUMENTATION],
    "materialUnit!": CONCENTRATIONS,
    "concentration!": number(0.0), "materialIdentification!": [MATERIAL_ID], "documentation!": [DOCUMENTATION],
    "critical!": flag, "location!": text,
}
HAZARDOUS_SUBSTANCE = {
    "cadmium!": HAZARDOUS, "mercury!": HAZARDOUS, "other": [OTHER_HAZARDOUS_MATERIAL], "lead!": LEAD,
}
MATERIAL_COMPOSITION = {
    "id!": [MATERIAL_ID], "concentration!": number(0.0),
    "unit!": CONCENTRATIONS,
    "critical!": flag, "documentation!": [DOCUMENTATION], "recycled!": number(0.0, 100.0), "location!": text,
    "renewable!": number(0.0, 100.0),
}
CHEMICAL_MATERIAL = {
    "active!": ACTIVE_MATERIALS, "hazardous!": HAZARDOUS_SUBSTANCE, "composition!": [MATERIAL_COMPOSITION],
}
VOLTAGE = {
    "min!": number(), "max!": number(), "nominal!": number(), "temperature": number(),
}
RATED_ROUND_TRIP_EFFICIENCY = {
    "depthOfDischarge!": number(), "initial!": number(), "50PercentLife!": number(), "temperature": number(),
}
RATED_ENERGY = {
    "value!": number(), "temperature": number(),
}
RATED_RESISTANCE = {
    "cell!": number(), "module": number(), "pack!": number(), "temperature": number(),
}
RATED_POWER = {
    "value!": number(), "at20SoC!": number(), "at80SoC!": number(), "temperature": number(),
}
RATED_CAPACITY = {
    "value!": number(), "thresholdExhaustion!": number(), "temperature": number(),
}
PERFORMANCE_TEMPERATURE = {
    "lower!": number(), "upper!": number(),
}
CYCLE_LIFE = {
    "temperature!": number(), "cycles!": number(), "depthOfDischarge!": number(), "appliedChargeRate!": number(),
    "appliedDischargeRate!": number(),
}
LIFE_CYCLE = {
    "expectedYears!": number(), "report!": [DOCUMENTATION], "cycleLifeTesting!": CYCLE_LIFE,
}
RATED_PERFORMANCE = {
    "voltage!": VOLTAGE, "roundTripEfficiency!": RATED_ROUND_TRIP_EFFICIENCY, "energy": RATED_ENERGY,
    "resistance!": RATED_RESISTANCE, "power!": RATED_POWER, "capacity!": RATED_CAPACITY,
    "performanceDocument": [DOCUMENTATION], "temperature!": PERFORMANCE_TEMPERATURE,
    "selfDischargingRate!": number(), "testReport": [DOCUMENTATION], "lifetime!": LIFE_CYCLE,
}
RECORD = {
    "value!": number(), "time!": timestamp,
}
FULL_CYCLE = {
    "time!": timestamp, "value!": number(),
}
REMAINING_POWER = {
    "time!": timestamp, "value!": number(),
}
DYNAMIC_POWER = {
    "fade!": RECORD, "remaining!": REMAINING_POWER,
}
CAPACITY = {
    "time!": timestamp, "value!": number(),
}
DYNAMIC_CAPACITY = {
    "fade!": RECORD, "throughput!": CAPACITY, "capacity!": CAPACITY,
}
DYNAMIC_ROUND_TRIP_EFFICIENCY = {
    "fade!": RECORD, "remaining!": RECORD,
}
RESISTANCE_INCREASE = {
    "pack!": RECORD, "module": RECORD, "cell!": RECORD,
}
REMAINING_RESISTANCE_CHARACTERISTIC_RECORD = {
    "time!": timestamp, "value!": number(),
}
REMAINING_RESISTANCE = {
    "pack!": REMAINING_RESISTANCE_CHARACTERISTIC_RECORD, "module": REMAINING_RESISTANCE_CHARACTERISTIC_RECORD,
    "cell!": REMAINING_RESISTANCE_CHARACTERISTIC_RECORD,
}
DYNAMIC_INTERNAL_RESISTANCE = {
    "increase!": RESISTANCE_INCREASE, "remaining!": REMAINING_RESISTANCE,
}
ENERGY = {
    "time!": timestamp, "value!": number(),
}
DYNAMIC_ENERGY = {
    "soce!": RECORD, "remaining!": ENERGY, "throughput": ENERGY,
}
DYNAMIC_PERFORMANCE = {
    "stateOfCharge!": RECORD, "fullCycles!": FULL_CYCLE, "performanceDocument": [DOCUMENTATION],
    "selfDischargingRate!": number(), "power!": DYNAMIC_POWER, "capacity!": DYNAMIC_CAPACITY,
    "roundTripEfficiency!": DYNAMIC_ROUND_TRIP_EFFICIENCY, "resistance!": DYNAMIC_INTERNAL_RESISTANCE,
    "energy!": DYNAMIC_ENERGY, "negativeEvents": [DOCUMENTATION], "operatingEnvironment": [DOCUMENTATION],
}
PERFORMANCE = {
    "rated!": RATED_PERFORMANCE, "dynamic!": DYNAMIC_PERFORMANCE,
}
CONFORMITY = {
    "declarationOfConformityId": text, "declarationOfConformity!": [DOCUMENTATION],
    "resultOfTestReport!": [DOCUMENTATION], "thirdPartyAssurance!": [DOCUMENTATION],
    "dueDiligencePolicy!": [DOCUMENTATION],
}
EXTINGUISH_AGENT = {
    "document": [DOCUMENTATION], "media!": text, "fireClass!": text,
}
SAFETY = {
    "usableExtinguishAgent!": [EXTINGUISH_AGENT], "safetyMeasures!": [DOCUMENTATION],
    "meaningOfLabels!": [DOCUMENTATION], "safeDischarging": [DOCUMENTATION], "dismantling!": [DOCUMENTATION],
    "removalFromAppliance": [DOCUMENTATION],
}
DOCUMENT = {
    "content!": text,
    "category!": SOURCES,
    "type!": text, "header!": like(r"^.{0,100}$"),
}
METADATA = {
    "version!": text, "status": ("draft", "approved", "invalid", "expired"),
    "expirationDate!": like(r"^\d{4}-\d{2}-\d{2}$"), "issueDate!": like(r"^\d{4}-\d{2}-\d{2}$"),
    "economicOperatorId!": like(r"^BPNL[a-zA-Z0-9]{12}$"), "passportIdentifier!": uuid, "predecessor!": uuid,
    "backupReference!": text, "registrationIdentifier": text, "lastModification": like(r"^\d{4}-\d{2}-\d{2}$"),
}
COMMERCIAL = {
    "placedOnMarket": like(r"^\d{4}-\d{2}-\d{2}$"), "purpose!": [text],
}
SOURCES = {
    "id!": like(r"^BPNL[a-zA-Z0-9]{12}$"),
}
PARTS = {
    "manufacturerPartId!": text, "nameAtManufacturer!": text,
}
SPARE_PART = {
    "producer!": [SOURCES], "sparePart!": [PARTS],
}
HANDLING = {
    "content!": SPARE_PART, "applicable!": flag,
}
BATTERY_PASS = {
    "specVersion": text, "identification!": IDENTIFICATION, "operation!": OPERATION,
    "characteristics!": CHARACTERISTICS_ELEMENT, "sustainability!": SUSTAINABILITY,
    "materials!": CHEMICAL_MATERIAL, "performance!": PERFORMANCE, "conformity!": CONFORMITY, "safety!": SAFETY,
    "sources": [DOCUMENT], "metadata!": METADATA, "commercial!": COMMERCIAL, "handling!": HANDLING,
}
