package train

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"parley"
)

// checkpointMagic starts a checkpoint.
const checkpointMagic = "PARLEYC2"

// checkpointHead identifies the run and says how far it is. Random numbers of
// an epoch depend on seed and epoch alone, so no generator is stored.
type checkpointHead struct {
	Magic          [8]byte
	Run            [sha256.Size]byte // settings and data of the run
	Epoch, Updates int32
}

// head describes the run at the end of an epoch.
func (r *run) head(epoch int) checkpointHead {
	c := &r.cfg
	id := fmt.Sprintln(c.Seed, c.Hidden, c.Epochs, c.BatchWords, c.Rate, c.Dropout, c.MinCount,
		len(r.vectors.words), r.vectors.checksum, r.sources)
	h := checkpointHead{Run: sha256.Sum256([]byte(id)), Epoch: int32(epoch), Updates: r.opt.step}
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
		return 0, fmt.Errorf("read checkpoint %s: %w: %w", r.cfg.Checkpoint, err, parley.ErrInvalid)
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
	if head.Epoch < 0 || int(head.Epoch) > r.cfg.Epochs {
		return 0, fmt.Errorf("read checkpoint %s: epoch %d: %w", r.cfg.Checkpoint, head.Epoch, parley.ErrInvalid)
	}
	r.opt.step = head.Updates
	r.p.turn()
	return int(head.Epoch), nil
}
