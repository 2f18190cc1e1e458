package train

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"parley"
)

// checkpointMagic starts a checkpoint; the numbers after it tell runs apart.
const checkpointMagic = "PARLEYC1"

// checkpointHead identifies the run and says how far it is. Random numbers of
// an epoch depend on seed and epoch alone, so no generator is stored.
type checkpointHead struct {
	Magic                              [8]byte
	Seed                               uint64
	Hidden, Epochs, Words, Xpos, Upos  int32
	Labels, BatchWords, Epoch, Updates int32
}

// head describes the run at the end of an epoch.
func (r *run) head(epoch int) checkpointHead {
	h := checkpointHead{Seed: r.cfg.Seed, Hidden: int32(r.cfg.Hidden), Epochs: int32(r.cfg.Epochs),
		Words: int32(len(r.vocab.words)), Xpos: int32(r.p.xposN), Upos: int32(r.p.uposN), Labels: int32(r.p.labelN),
		BatchWords: int32(r.cfg.BatchWords), Epoch: int32(epoch), Updates: r.opt.step}
	copy(h.Magic[:], checkpointMagic)
	return h
}

// save writes a checkpoint after the given number of epochs; the old one is
// replaced only when the new one is complete.
func (r *run) save(epoch int) error {
	temp := r.cfg.Checkpoint + ".part"
	file, err := os.Create(temp)
	if err != nil {
		return fmt.Errorf("save checkpoint: %w", err)
	}
	out := bufio.NewWriterSize(file, 1<<20)
	err = binary.Write(out, binary.LittleEndian, r.head(epoch))
	for _, t := range r.p.all {
		for _, part := range [][]float32{t.w, t.m, t.v, t.ema} {
			err = errors.Join(err, binary.Write(out, binary.LittleEndian, part))
		}
		err = errors.Join(err, binary.Write(out, binary.LittleEndian, t.last))
	}
	if err = errors.Join(err, out.Flush(), file.Sync(), file.Close()); err == nil {
		err = os.Rename(temp, r.cfg.Checkpoint)
	}
	if err != nil {
		return fmt.Errorf("save checkpoint %s: %w", filepath.Base(r.cfg.Checkpoint), err)
	}
	return nil
}

// load reads the checkpoint, if there is one, and returns how many epochs it
// has behind it. A checkpoint of another run is an error.
func (r *run) load() (int, error) {
	file, err := os.Open(r.cfg.Checkpoint)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read checkpoint: %w", err)
	}
	defer file.Close()
	in := bufio.NewReaderSize(file, 1<<20)
	var head checkpointHead
	if err := binary.Read(in, binary.LittleEndian, &head); err != nil {
		return 0, fmt.Errorf("read checkpoint %s: %w", r.cfg.Checkpoint, err)
	}
	want := r.head(int(head.Epoch))
	want.Updates = head.Updates
	if head != want {
		return 0, fmt.Errorf("checkpoint %s is of another training: remove it or train without resuming: %w",
			r.cfg.Checkpoint, parley.ErrConflict)
	}
	for _, t := range r.p.all {
		for _, part := range [][]float32{t.w, t.m, t.v, t.ema} {
			err = errors.Join(err, binary.Read(in, binary.LittleEndian, part))
		}
		err = errors.Join(err, binary.Read(in, binary.LittleEndian, t.last))
	}
	if _, extra := in.ReadByte(); err == nil && extra != io.EOF {
		err = fmt.Errorf("bytes after the end: %w", parley.ErrInvalid)
	}
	if err != nil {
		return 0, fmt.Errorf("read checkpoint %s: %w", r.cfg.Checkpoint, err)
	}
	r.opt.step = head.Updates
	r.p.turn()
	return int(head.Epoch), nil
}
