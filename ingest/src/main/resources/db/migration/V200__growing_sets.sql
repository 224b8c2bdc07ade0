-- Data sets that grow. Nothing is ever changed but a data set's size and the number of its last record: a record that takes
-- the place of another, or withdraws it, is written beside it.

create table growing_set (
    name       text primary key,
    -- As it was made, so that making it again can be told from making another.
    definition text not null,
    -- Of every image; not known until the first one is registered.
    width      integer,
    height     integer,
    channels   integer,
    version    bigint not null default 0,
    created    timestamptz not null
);

create table growing_image (
    dataset      text not null references growing_set,
    id           text not null,
    position     bigint generated always as identity,
    case_id      text not null,
    pixels       text not null,
    pixels_index integer not null,
    truth        text,
    truth_index  integer,
    registered   timestamptz not null,
    primary key (dataset, id)
);
create index growing_image_order on growing_image (dataset, position);

create table growing_record (
    dataset    text not null references growing_set,
    version    bigint not null,
    kind       text not null check (kind in ('ANNOTATED', 'ANNOTATION_WITHDRAWN', 'ANNOTATOR_WITHDRAWN')),
    image      text,
    annotator  text not null,
    -- The artefact that holds the label map.
    labels     text,
    -- Of the classes' names, in order: what the labels mean.
    label_map  text,
    tool       text,
    tool_id    text,
    drawn      timestamptz,
    received   timestamptz not null,
    supersedes bigint,
    withdraws  bigint,
    reason     text,
    -- Names the request, so that sending it again does nothing new.
    submission text not null,
    -- Of what was asked for, so that the same name for something else is noticed.
    asked      text not null,
    primary key (dataset, version),
    unique (dataset, submission),
    foreign key (dataset, image) references growing_image
);
create index growing_record_image on growing_record (dataset, image, annotator, version);
create index growing_record_annotator on growing_record (dataset, annotator, version);
create index growing_record_tool on growing_record (dataset, tool, tool_id) where tool_id is not null;

-- Which record no longer counts, and from which version on.
create table growing_end (
    dataset text not null,
    ended   bigint not null,
    by      bigint not null,
    primary key (dataset, ended),
    foreign key (dataset, ended) references growing_record (dataset, version)
);

-- The projects of annotation tools whose exports are compared with what arrived.
create table growing_source (
    dataset text not null references growing_set,
    tool    text not null,
    project text not null,
    primary key (dataset, tool, project)
);
