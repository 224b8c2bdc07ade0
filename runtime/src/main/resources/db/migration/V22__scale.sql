-- What is asked for when there are a million executions.

-- The newest executions of a slice, for telling why a recipe is not found; in place of the index on the slice alone.
create index execution_slice_newest on execution (slice, finished desc, recipe);
drop index execution_slice;
-- The models that are registered are few among many executions.
create index execution_passed on execution (stage, finished desc, recipe) where summary ->> 'passed' = 'true';
drop index execution_stage;
