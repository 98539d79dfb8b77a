"""From the ship to the customer: arrival, pre-delivery inspection, sale, registration, handover."""
