-- Steps that have to wait for a worker, a slot or their next attempt. Several installations may share a database, so each
-- row says whose it is. A step leaves the table when it is done.

create table queued_step (
    id           text not null,
    installation text not null,
    stage        text not null,
    experiment   text not null,
    step         text not null,
    -- 0 urgent, 1 normal, 2 low
    priority     integer not null,
    concurrency  integer,
    topic        text not null,
    partition    integer not null,
    place        bigint not null,
    key          text not null,
    value        bytea not null,
    header_names  text[] not null,
    header_values bytea[] not null,
    attempts     integer not null,
    -- Its place in the fair order: how many steps each experiment has begun before it is this one's turn.
    start_tag    bigint not null,
    queued       timestamptz not null default clock_timestamp(),
    not_before   timestamptz not null,
    -- At work until then, unless it is renewed; null while it waits.
    until        timestamptz,
    worker       text,
    fence        bigint,
    primary key (installation, id)
);
create index queued_step_fair on queued_step (installation, stage, priority, start_tag, queued, id)
    where until is null;
create index queued_step_oldest on queued_step (installation, stage, queued, id) where until is null;
create index queued_step_at_work on queued_step (installation, stage, experiment) where until is not null;
create index queued_step_experiment on queued_step (installation, experiment, stage, start_tag);

-- How many turns each stage has given to each priority, and up to which start tag.
create table queue_line (
    installation text not null,
    stage        text not null,
    priority     integer not null,
    turns        bigint not null default 0,
    reached      bigint not null default 0,
    primary key (installation, stage, priority)
);
