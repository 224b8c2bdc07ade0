-- Standing experiments: what they heard of the data sets that grow, which images they fused for it, and what they began.

-- One row per data set, to be locked by whoever plans for it.
create table heard_set (
    dataset text primary key
);

create table heard_growth (
    dataset   text not null references heard_set,
    version   bigint not null,
    change    text not null,
    annotator text not null,
    -- As it was told: the images whose annotations changed, each with those that count.
    images    text not null,
    heard     timestamptz not null,
    primary key (dataset, version)
);

create table standing (
    name        text primary key,
    dataset     text not null references heard_set,
    spec        text not null,
    spec_digest text not null,
    state       text not null check (state in ('ACTIVE', 'PAUSED')),
    created     timestamptz not null,
    -- Of the data set at the last run; 0 before the first.
    last_run    bigint not null default 0,
    last_run_at timestamptz,
    -- Mean Dice of the annotators with the consensus, once two have annotated one image.
    agreement   double precision,
    -- Whether it fell below the bound and no run has begun since.
    fell        boolean not null default false,
    -- The newest artefact of reliability.
    reliability text not null default ''
);

-- One row per image that changed, version and fusion: each is fused once.
create table standing_image (
    standing text not null references standing,
    version  bigint not null,
    image    text not null,
    -- Which of the spec's fusions, by the order of its methods' names.
    fusion   integer not null,
    step     text not null,
    state    text not null check (state in ('WAITING', 'FUSED', 'EMPTY', 'FAILED')),
    -- The annotations that count: annotator and version of each.
    seen     text not null,
    outcome  text not null default '',
    recipe   text not null default '',
    labels   text not null default '',
    -- Pixels by what each annotator said and what the consensus says.
    counts   text not null default '',
    problem  text not null default '',
    primary key (standing, version, image, fusion)
);
create index standing_image_step on standing_image (standing, version, step);
create index standing_image_newest on standing_image (standing, fusion, image, version desc);
create index standing_image_waiting on standing_image (standing, version) where state = 'WAITING';

create table standing_run (
    standing    text not null references standing,
    version     bigint not null,
    experiment  text not null,
    why         text not null,
    annotations bigint not null,
    started     timestamptz not null,
    primary key (standing, version)
);

-- Annotators who have drifted and not come back.
create table standing_drift (
    standing  text not null references standing,
    annotator text not null,
    version   bigint not null,
    primary key (standing, annotator)
);
