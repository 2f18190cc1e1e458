-- +goose Up

-- Where documents come from. state is what the fetching of feeds keeps, as JSON.
create table sources (
  seq     integer primary key,
  kind    text not null,               -- file, feed, import
  address text not null unique,        -- name of the file, URL of the feed
  title   text not null default '',
  added   integer not null,            -- seconds since 1970; so are all times below
  removed integer,
  state   text not null default ''
);

create table fetches (
  seq     integer primary key,
  source  integer not null references sources (seq),
  at      integer not null,
  status  text not null,               -- ok, unchanged, or the kind of error
  items   integer not null default 0,
  fresh   integer not null default 0,
  message text not null default ''
);
create index fetches_source on fetches (source, at);

-- Items of feeds that have been dealt with, also those that became no document.
create table items (
  source integer not null references sources (seq),
  id     text not null,
  at     integer not null,
  primary key (source, id)
) without rowid;

-- A document as it came in. A changed one is a new row; the old one is gone since then.
create table documents (
  seq       integer primary key,
  id        text not null,
  hash      blob not null,             -- of all that came in
  title     text not null default '',
  text      text not null default '',
  url       text not null default '',
  outlet    text not null default '',
  lang      text not null default '',
  read_from text not null default '',
  published integer,                   -- days since 1970; so are all days below
  source    integer references sources (seq),
  added     integer not null,
  gone      integer,
  coder     text not null default '',
  revision  integer not null default 0,
  coded     integer,
  copy_of   integer references documents (seq),
  print     blob
);
create unique index documents_live on documents (id) where gone is null;
create index documents_versions on documents (id);
create index documents_published on documents (published);
create index documents_outlet on documents (outlet, published);
create index documents_stale on documents (revision) where gone is null;
create index documents_source on documents (source);
create virtual table documents_text using fts5 (title, text, content = 'documents', content_rowid = 'seq', tokenize = 'porter unicode61');
insert into documents_text (documents_text, rank) values ('secure-delete', 1);

create table sentences (
  document integer not null references documents (seq),
  position integer not null,
  start    integer not null,           -- bytes of documents.text
  stop     integer not null,
  primary key (document, position)
) without rowid;

-- Keys by which near-copies of documents are found.
create table bands (
  band     integer not null,
  document integer not null,
  primary key (band, document)
) without rowid;

-- A coded event. Coding or correcting anew is a new row; the old one is gone since then.
create table events (
  seq        integer primary key,
  id         text not null,
  document   integer references documents (seq),
  source     integer references sources (seq),
  sentence   integer not null default 0,
  type       text not null,
  modes      text not null default '', -- joined by spaces, one at either end
  cameo      text not null default '',
  quad       text not null default '',
  status     text not null,
  day        integer not null,         -- of the event, else of the report, else of the coding
  until      integer not null,
  dated      integer not null,         -- 0 when neither text nor report tells the day
  reported   integer,
  coded      integer not null,
  gone       integer,
  revision   integer not null,         -- of this record, from 1
  coder      text not null default '',
  review     text not null default 'machine',
  confidence real not null,
  sectors    text not null default '', -- of all parties, as modes
  country    text not null default '', -- of the place
  place      text not null default '',
  outlet     text not null default '',
  incident   integer                   -- incidents.seq; null as long as it waits for merging
);
create unique index events_live on events (id) where gone is null;
create index events_past on events (id) where gone is not null;
create index events_day on events (day);
create index events_type on events (type, day);
create index events_document on events (document) where document is not null;
create index events_incident on events (incident) where incident is not null;
create index events_waiting on events (seq) where incident is null and gone is null;

-- The event in full, and what merging needs of it.
create table bodies (
  event  integer primary key references events (seq),
  body   text not null,
  report blob not null
);

create table actors (
  seq     integer primary key,
  key     integer not null unique,     -- hash of code and name
  code    text not null default '',    -- entry of the lexicon
  name    text not null default '',
  country text not null default '',
  sector  text not null default '',
  by_code integer not null,            -- keys of the postings of the party's events
  by_name integer not null,
  events  integer not null default 0   -- mentions in events that are not gone
);

create table parties (
  event    integer not null references events (seq),
  side     integer not null,           -- 0 actor, 1 recipient, 2 third
  position integer not null,
  actor    integer not null references actors (seq),
  primary key (event, side, position)
) without rowid;

-- Who and where, and what merging files events by: key is the hash of a kind and a word.
create table postings (
  key   integer not null,
  day   integer not null,
  event integer not null,
  primary key (key, day, event)
) without rowid;

-- An incident is the set of events that name it; its ID is that of its first
-- report with an i before. Incidents of one component were weighed against each other.
create table incidents (
  seq       integer primary key,       -- that of the event that is its first report
  component integer not null,
  reports   integer not null
);
create index incidents_component on incidents (component);

-- What people have set right. detail is JSON: fields, or the sets of events.
create table corrections (
  seq      integer primary key,
  kind     text not null,              -- event, split, merge
  event    text not null default '',
  document text not null default '',   -- with start and stop the words that the event stands on
  start    integer not null default 0,
  stop     integer not null default 0,
  detail   text not null,
  reason   text not null default '',
  made     integer not null,
  undone   integer
);
create index corrections_document on corrections (document);
create index corrections_event on corrections (event);

create table constrained (
  event      text not null,
  correction integer not null references corrections (seq),
  side       text not null,            -- a or b; of a merge all are a
  primary key (event, correction)
) without rowid;
create index constrained_correction on constrained (correction);

-- What was deleted for good: only hashes stay, so that it does not come in again.
create table tombstones (
  kind   text not null,                -- document, source
  hash   text not null,
  reason text not null default '',
  at     integer not null,
  primary key (kind, hash)
) without rowid;

-- What was done to the archive; one that has not ended was cut off.
create table runs (
  seq       integer primary key,
  command   text not null,
  pid       integer not null,
  started   integer not null,
  ended     integer,
  documents integer not null default 0,
  events    integer not null default 0,
  outcome   text not null default ''
);
create index runs_open on runs (seq) where ended is null;

-- Revisions of the coder that have written here.
create table revisions (
  coder    text not null,
  revision integer not null,
  first    integer not null,
  primary key (coder, revision)
) without rowid;
