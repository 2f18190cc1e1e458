package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// How frames of Zstandard begin. The first byte of one to be skipped is 0x50 to 0x5f.
var (
	zstdFrame      = []byte{0x28, 0xb5, 0x2f, 0xfd}
	zstdSkipped    = []byte{0x2a, 0x4d, 0x18}
	zstdDictionary = []byte{0x37, 0xa4, 0x30, 0xec}
)

// Bounds on Zstandard data. Windows of 8 MiB are what its levels for archives
// use, 64 MiB what its strongest but one does.
const (
	maxWindow     = 64 << 20
	maxDictionary = 16 << 20
)

// newZstd returns a decompressor of r. Web archives put a dictionary for all
// their records into a frame at the front.
func newZstd(r *countReader) (io.Reader, error) {
	options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true)}
	head, _ := r.r.Peek(8)
	if len(head) == 8 && head[0] == 0x5d && bytes.Equal(head[1:4], zstdSkipped) {
		dict, err := readDictionary(r, binary.LittleEndian.Uint32(head[4:]))
		if err != nil {
			return nil, err
		}
		if bytes.HasPrefix(dict, zstdDictionary) {
			options = append(options, zstd.WithDecoderDicts(dict))
		} else {
			options = append(options, zstd.WithDecoderDictRaw(0, dict))
		}
	}
	return zstd.NewReader(r, options...)
}

// readDictionary reads a dictionary of n bytes behind the 8 of its header. It
// may be compressed itself.
func readDictionary(r *countReader, n uint32) ([]byte, error) {
	if n > maxDictionary {
		return nil, fmt.Errorf("a dictionary of more than %s", size(maxDictionary))
	}
	data := make([]byte, 8+n)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, errors.New("its dictionary is not complete")
	}
	data = data[8:]
	if !bytes.HasPrefix(data, zstdFrame) {
		return data, nil
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDictionary))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	return dec.DecodeAll(data, nil)
}
