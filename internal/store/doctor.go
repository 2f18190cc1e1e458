package store

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Check looks for damage: of the file, and of what must hold between the tables.
// It calls problem with every finding, in words, and changes nothing. An archive
// that is too damaged to be read is a finding, not an error.
func (s *Store) Check(ctx context.Context, problem func(string)) error {
	if err := s.dialect.Check(ctx, s.read, problem); err != nil {
		problem(s.dialect.Explain(err).Error())
		return nil
	}
	for _, rule := range rules {
		var n int
		if err := s.read.QueryRowContext(ctx, rule.query).Scan(&n); err != nil {
			problem(s.dialect.Explain(err).Error())
			continue
		}
		if n > 0 {
			problem(fmt.Sprintf("%d %s", n, rule.says))
		}
	}
	return ctx.Err()
}

// rules count what must not be.
var rules = []struct{ query, says string }{
	{"select count(*) from events e where not exists (select 1 from bodies b where b.event = e.seq)", "events without their body"},
	{"select count(*) from bodies b where not exists (select 1 from events e where e.seq = b.event)", "bodies without their event"},
	{"select count(*) from events e where e.document is not null and not exists (select 1 from documents d where d.seq = e.document)", "events without their document"},
	{"select count(*) from events e join documents d on d.seq = e.document where e.gone is null and d.gone is not null", "events that hold, of documents that are gone"},
	{"select count(*) from parties p where not exists (select 1 from events e where e.seq = p.event)", "parties without their event"},
	{"select count(*) from parties p where not exists (select 1 from actors a where a.seq = p.actor)", "parties without their actor"},
	{"select count(*) from actors a where a.events <> (select count(*) from parties p join events e on e.seq = p.event where p.actor = a.seq and e.gone is null) " +
		"and a.seq in (select seq from actors order by events desc limit 200)", "actors whose events are counted wrong"},
	{"select count(*) from events e where e.gone is not null and e.incident is not null", "events that are gone, in incidents"},
	{"select count(*) from events e where e.incident is not null and not exists (select 1 from incidents i where i.seq = e.incident)", "events in incidents that are not there"},
	{"select count(*) from incidents i where i.reports <> (select count(*) from events e where e.incident = i.seq)", "incidents that count their reports wrong"},
	{"select count(*) from sentences t where not exists (select 1 from documents d where d.seq = t.document)", "sentences without their document"},
	{"select count(*) from (select id from events where gone is null group by id having count(*) > 1) n", "events that hold twice"},
	{"select count(*) from (select id from documents where gone is null group by id having count(*) > 1) n", "documents that hold twice"},
}

// Backup writes a consistent copy of the archive to a file, which must not exist
// yet, while others read and write.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("backup %s: %w", file, os.ErrExist)
	}
	part := file + ".part"
	// Made here, empty, so that a folder that is missing or closed is told as what it is.
	f, err := os.Create(part)
	if err != nil {
		return fmt.Errorf("backup %s: %w", file, errors.Unwrap(err))
	}
	if err = f.Close(); err == nil {
		err = s.dialect.Explain(s.dialect.Backup(ctx, s.write, part))
	}
	if err == nil {
		err = toDisk(part)
	}
	if err == nil {
		err = os.Rename(part, file)
	}
	if err != nil {
		_ = os.Remove(part) // the first error is the one to tell
		return fmt.Errorf("backup %s: %w", file, err)
	}
	return nil
}

// toDisk makes sure that a file is on the disk.
func toDisk(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
