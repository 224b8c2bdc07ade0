-- Experiments, their steps, and how far each is. Trees are kept as text: jsonb would lose the order of a spec's methods.

create table experiment (
    id          text primary key,
    name        text not null,
    state       text not null check (state in ('REQUESTED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    spec        text not null,
    spec_digest text not null,
    replay_of   text,
    submitted   timestamptz not null,
    finished    timestamptz,
    problem     text,
    steps       integer not null default 0,
    steps_done  integer not null default 0,
    -- Counts the changes of the experiment and its steps, so that a watcher can ask for what is new.
    version     bigint not null default 0
);
create index experiment_listing on experiment (submitted desc, id desc);

create table experiment_step (
    experiment text not null references experiment on delete cascade,
    position   integer not null,
    step       text not null,
    parent     text,
    stage      text not null,
    method     text,
    repeat     integer not null,
    depth      integer not null,
    -- That a step is running is told by its progress, which is not stored.
    state      text not null check (state in ('WAITING', 'MADE', 'REUSED', 'REPAIRED', 'VERIFIED', 'DIVERGED', 'FAILED', 'CANCELLED')),
    recipe     text,
    outputs    text not null,
    summary    text not null,
    millis     bigint not null default 0,
    differs    text not null,
    problem    text,
    -- The experiment's version at the step's last change.
    version    bigint not null default 0,
    primary key (experiment, position),
    unique (experiment, step)
);
create index experiment_step_changes on experiment_step (experiment, version);
create index experiment_step_waiting on experiment_step (experiment) where state = 'WAITING';
create index experiment_step_recipe on experiment_step (recipe);
