-- A region's tables spread over the servers of a Citus cluster. Run once, right after `lifecycle-desk region init`, with
-- the region's schema first in search_path:  psql URL -v ON_ERROR_STOP=1 -c 'SET search_path = region' -f citus.sql
-- Everything of a dealer lies together, so that a batch is received, and a dealer's page answered, by one server.
SET citus.enable_schema_based_sharding = off;

DO $$
BEGIN
  IF EXISTS (SELECT FROM event) THEN
    RAISE EXCEPTION 'this region holds records already: spread it while it is empty';
  END IF;
END
$$;

-- Citus spreads tables itself and takes none that lie in parts by a hash.
ALTER TABLE event RENAME TO event_in_parts;
CREATE TABLE event (LIKE event_in_parts INCLUDING ALL);
DROP TABLE event_in_parts CASCADE;

SELECT create_reference_table('dealer');
SELECT create_distributed_table('event', 'dealer', colocate_with => 'none');
SELECT create_distributed_table(each::regclass, 'dealer', colocate_with => 'event')
  FROM unnest(ARRAY['batch', 'dealer_key', 'old_event', 'vehicle', 'day', 'campaign_car', 'health', 'fork', 'unread']) AS each;

-- Sums of a dealer lie with the dealer; those of a market stay at the coordinator, where they are read.
SELECT create_distributed_table(each::regclass, 'dealer', colocate_with => 'event')
  FROM unnest(ARRAY['month', 'dealer_month', 'dealer_sum', 'campaign_count', 'summed']) AS each;

-- One car anywhere: by the VIN a single server answers.
SELECT create_distributed_table('vehicle_home', 'vin', colocate_with => 'none');
