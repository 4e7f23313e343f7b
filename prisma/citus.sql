-- Spreads the large tables over the workers of a Citus cluster. Run it once, on the coordinator, after the first
-- migration and before data comes in; docs/citus.md says how, and why the shards are few.
-- The second name is the distribution column: every unique key of the table holds it.

-- By address: a delivery, its events, and what its suppression is derived from lie on one worker.
SELECT create_distributed_table('delivery', 'address', shard_count := 8, colocate_with := 'none');
SELECT create_distributed_table('event', 'address', colocate_with := 'delivery');
SELECT create_distributed_table('suppression_fact', 'address', colocate_with := 'delivery');
SELECT create_distributed_table('lease', 'address', colocate_with := 'delivery');

-- What statements on them call. Known on the workers already where the extension was there before the migration.
SELECT create_distributed_function('rank_of(bigint)');
SELECT create_distributed_function('category_of(bigint)');
SELECT create_distributed_function('reply_of(bigint)');
SELECT create_distributed_function('enhanced_of(bigint)');
SELECT create_distributed_function('join_clicks(bigint[], bigint[])');
SELECT create_distributed_function('readers_of(integer, timestamp, timestamp, bigint[])');

-- Everything else stays on the coordinator: rollups are small (some 400,000 rows a year), and so are people, lists,
-- entries and the trail. Nothing is written through the workers.
