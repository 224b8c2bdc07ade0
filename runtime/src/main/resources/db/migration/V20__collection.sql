-- What is needed to tell what is needed no longer.

-- When an execution's outputs were last made or reused. Those of before this migration: when they were made.
alter table execution add column used timestamptz;
update execution set used = finished;
alter table execution alter column used set default clock_timestamp();
alter table execution alter column used set not null;
-- Not indexed, so that noting a use writes no index.
-- The newest of a stage: for the model registry among others.
create index execution_stage on execution (stage, finished desc);

-- The blobs of artefacts, their manifests included, as far as a collection has looked into them. A manifest never
-- changes, so a row never does.
create table artefact_part (
    artefact text not null,
    blob     text not null,
    primary key (artefact, blob)
);

-- Blobs that are to go, or went a while ago. Whoever records something that needs one of them takes it from here.
create table condemned (
    blob  text primary key,
    bytes bigint not null,
    since timestamptz not null default clock_timestamp(),
    swept timestamptz
);
