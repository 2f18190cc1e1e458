-- +goose Up

-- What people watch, for what, and what the last check saw of it.
create table watchlist (
  seq        integer primary key,
  subject    text not null unique,     -- JSON: a dialogue, a dyad, a country or a party
  conditions text not null,            -- joined by spaces
  silence    integer not null default 0, -- days without contact; 0 when that is not watched
  added      integer not null,         -- seconds since 1970; so are all times below
  checked    integer,
  seen       text not null default ''  -- JSON; empty before the first check
);

-- What checks found. The feed is made of the last of these.
create table alerts (
  seq      integer primary key,
  id       text not null unique,       -- of the occasion: the same thing is told once, and told anew
  watch    integer not null,           -- watchlist.seq, which may be gone
  kind     text not null,              -- state, answer, violation, silence, norm
  dialogue text not null default '',
  day      integer not null,           -- since 0001-01-01
  title    text not null,
  text     text not null,
  first    integer not null,
  updated  integer not null
);
create index alerts_updated on alerts (updated);

-- What feeds of this archive are known by: of chance, so that no two archives share it.
create table feed_names (
  name text primary key
);
insert into feed_names (name) values (lower(hex(randomblob(16))));
