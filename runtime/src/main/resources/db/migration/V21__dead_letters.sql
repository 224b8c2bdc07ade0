-- Which dead letters were sent again. The topic's own id is part of the name: one that was made anew counts afresh.
create table redriven_letter (
    topic_id  text not null,
    partition integer not null,
    place     bigint not null,
    redriven  timestamptz not null default clock_timestamp(),
    primary key (topic_id, partition, place)
);
