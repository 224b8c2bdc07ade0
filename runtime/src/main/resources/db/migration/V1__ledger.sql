-- What was made from what, who may make it now, and what is still to be told.

-- Fences are never used twice, so that a claim that was lost can never look like a newer one.
create sequence fence;

-- The slices of specs that recipes name by digest.
create table slice (
    digest text primary key,
    tree   jsonb not null
);

create table execution (
    recipe      text primary key,
    stage       text not null,
    revision    integer not null,
    slice       text not null,
    summary     jsonb not null,
    environment jsonb not null,
    attempt     integer not null,
    started     timestamptz not null,
    finished    timestamptz not null,
    provenance  text
);
create index execution_slice on execution (slice);

create table execution_input (
    recipe   text not null references execution on delete cascade,
    role     text not null,
    artefact text not null,
    primary key (recipe, role)
);
create index execution_input_artefact on execution_input (artefact);

create table execution_output (
    recipe   text not null references execution on delete cascade,
    role     text not null,
    artefact text not null,
    primary key (recipe, role)
);
create index execution_output_artefact on execution_output (artefact);

create table claim (
    recipe  text primary key,
    fence   bigint not null,
    worker  text not null,
    until   timestamptz not null,
    attempt integer not null
);

create table checkpoint (
    recipe   text primary key,
    artefact text not null,
    taken    timestamptz not null
);

create table outbox (
    sequence bigint generated always as identity primary key,
    id       text not null unique,
    fact     text not null,
    key      text not null,
    payload  text not null,
    created  timestamptz not null default clock_timestamp(),
    sent     timestamptz
);
create index outbox_unsent on outbox (sequence) where sent is null;

create table cancelled_experiment (
    experiment text primary key,
    cancelled  timestamptz not null default clock_timestamp()
);
