-- The searchable copy of the journal. Times are microseconds since 1970; ids come from the application (UUIDv7).
-- H2 sorts by an index only when its leading column stands in ORDER BY too; the queries are written for these indexes.

CREATE TABLE event (
    id UUID PRIMARY KEY,
    seq BIGINT NOT NULL,
    happened BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    door VARCHAR(63),
    operator VARCHAR(200),
    visit_id UUID NOT NULL,
    body VARCHAR(100000) NOT NULL
);
CREATE INDEX event_by_time ON event (happened DESC, id DESC);
CREATE INDEX event_by_door ON event (door, happened DESC, id DESC);
CREATE INDEX event_by_kind ON event (kind, happened DESC, id DESC);
CREATE INDEX event_by_operator ON event (operator, happened DESC, id DESC);
CREATE INDEX event_by_visit ON event (visit_id, seq);

-- One row per call, and one per event that belongs to no call. id is that of its first event; marks has one bit per
-- kind of event in it and one per outcome of its unlocks.
CREATE TABLE visit (
    id UUID PRIMARY KEY,
    call_id VARCHAR(260) UNIQUE,
    happened BIGINT NOT NULL,
    door VARCHAR(63),
    operators VARCHAR(2000) NOT NULL,
    marks BIGINT NOT NULL
);
CREATE INDEX visit_by_time ON visit (happened DESC, id DESC);
CREATE INDEX visit_by_door ON visit (door, happened DESC, id DESC);

CREATE TABLE word (
    word VARCHAR(40) NOT NULL,
    happened BIGINT NOT NULL,
    id UUID NOT NULL
);
CREATE UNIQUE INDEX word_by_time ON word (word, happened DESC, id DESC);

CREATE TABLE person (
    name VARCHAR(200) PRIMARY KEY
);

-- Up to which entry of the journal all of this goes. One row.
CREATE TABLE watermark (
    one INT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash VARCHAR(64) NOT NULL,
    entries BIGINT NOT NULL,
    events BIGINT NOT NULL
);
