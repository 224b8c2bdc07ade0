-- Artefacts that no recipe can make again, such as what people drew: never rubbish.

create table original (
    artefact text primary key
);
