-- +goose Up

-- Whether what an incident tells of dialogues has been worked out.
alter table incidents add column told integer not null default 0;
create index incidents_untold on incidents (seq) where told = 0;

-- Where dialogues are found: all that goes on between two countries, or in one. A
-- stale arena has facts that its dialogues do not know yet.
create table arenas (
  seq    integer primary key,
  a      text not null,
  b      text not null,
  stale  integer not null default 0,
  latest integer not null default 0,   -- day of the last report; days since 0001-01-01 here and below
  due    integer not null default 0,   -- the next day on which time alone changes a state; 0 for never
  unique (a, b)
);
create index arenas_stale on arenas (seq) where stale = 1;
create index arenas_latest on arenas (latest);
create index arenas_due on arenas (due) where due > 0;

-- What incidents tell of dialogues.
create table facts (
  arena    integer not null references arenas (seq),
  incident integer not null,           -- incidents.seq
  position integer not null,
  fact     blob not null,
  primary key (arena, incident, position)
) without rowid;
create index facts_incident on facts (incident);

-- Dialogues as they stand on the archive's last day. The rest of them is worked out
-- from the facts of their arenas when it is asked for.
create table dialogues (
  id         text primary key,
  arena      integer not null,
  name       text not null,
  matter     text not null default '',
  parties    text not null,            -- keys, joined by spaces, one at either end
  thirds     text not null default '',
  countries  text not null default '',
  state      text not null,
  stage      text not null default '',
  since      integer not null,
  first      integer not null,
  last       integer not null,         -- last move
  contact    integer not null,         -- last contact, 0 for none
  usual      real not null,
  calls      integer not null,
  rounds     integer not null,
  agreements integer not null,
  ceasefires integer not null,
  violations integer not null,
  open       integer not null,         -- asks
  sources    integer not null,
  moves      integer not null,
  print      integer not null,         -- of what it was built from
  due        integer not null,         -- the next day on which time alone changes it; 0 for never
  weight     real not null,            -- how much is told of talks
  changed    integer not null          -- when the archive last changed this row; seconds since 1970
);
create index dialogues_arena on dialogues (arena);
create index dialogues_weight on dialogues (weight);
create index dialogues_last on dialogues (last, weight);
create index dialogues_since on dialogues (since, weight);
create index dialogues_name on dialogues (name, weight);

-- What the archive held of the state of a dialogue, whenever that changed, and what
-- changed it: reports, a new coding, a correction.
create table turns (
  seq      integer primary key,
  dialogue text not null,
  arena    integer not null,
  at       integer not null,           -- seconds since 1970
  command  text not null default '',
  before   text not null default '',
  after    text not null default '',   -- empty when there is no such dialogue any more
  since    integer not null default 0,
  why      text not null default ''
);
create index turns_dialogue on turns (dialogue);

-- By which revision of the tracker all this was worked out.
create table tracking (
  revision integer not null
);
