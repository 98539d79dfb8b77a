"""What is lost on the way into a battery, as others measured it: the second simulator is held to these figures.

A loss is a share of the energy at the plug. The estimator's own figures stand in `resources/batteries/losses.toml`; the
two files share sources, not numbers: these are single measurements, those are what is believed of a car not yet known.
"""

# ADAC and ÖAMTC, 2022: (watts at the plug, loss), 23 °C. adac.de, Ladeverluste Elektroauto; autozeitung.de, 2024-12.
ADAC_2022 = {
    "Renault Zoe": ((2_300, 0.242), (11_000, 0.097)),
    "VW ID.3": ((2_300, 0.136), (5_500, 0.092), (11_000, 0.090)),
    "Tesla Model 3": ((2_300, 0.152), (3_500, 0.114), (11_000, 0.077)),
    "Fiat 500e": ((2_300, 0.127), (3_600, 0.139), (11_000, 0.063)),
}
# The same: of a household socket 10 to 30 %, of a wallbox 5 to 10 % (2022), 6 to 14 % (2025, with older measurements).
ADAC_SOCKET, ADAC_WALLBOX = (0.10, 0.30), (0.05, 0.14)
# ADAC Ecotest, 2020: what a 22 kW wallbox gave over what the car's display told, at the car's most power, 23 °C. A
# display that counts too little is in it, so it is the upper end. electrive.net, 2020-07-23.
ECOTEST_2020 = (9.9, 12.2, 12.2, 12.3, 14.0, 15.8, 15.9, 17.4, 17.6, 18.0, 18.4, 19.0, 20.8, 24.9)
# US EPA, Tesla Model Y of 2021 at 240 V: 87.868 kWh for 77.702, 92.213 for 81.052 (Car and Driver, 2021).
EPA_240_V = (0.116, 0.121)
# WLTP energy at 10 A against range and usable energy: Renault Zoe, Twingo, Dacia Spring (pushevs.com, 2020-10-22).
WLTP_SOCKET = (0.23, 0.30, 0.15)
# ADAC, 2025, at 300 kW, four models: with a warm battery, and a cold one at 0 °C (presseportal.de/pm/7849/6043441).
ADAC_DC_WARM, ADAC_DC_COLD = (0.01, 0.04), (0.06, 0.10)
# Cayenne E-Hybrid at the least power in the cold: 70 % come in (evcc-io/evcc#2659). Plug-in hybrids lose more.
HYBRID_COLD = 0.30
# ADAC: the car's own electronics take 100 to 300 W. Its supply line loses up to 4 % (DIN VDE 0100).
OWN_WATTS, SUPPLY_LINE = (100, 300), 0.04
# ÖAMTC, 2022: 1 to 2 % stay in the battery itself as heat, under fast and slow charging together.
INSIDE = (0.003, 0.02)
