package place

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"strconv"
	"strings"
)

// A gazetteer file, little-endian: 8 bytes magic; 4 bytes format number; for
// the card and the six sections 4 bytes where each begins and 4 bytes how long
// it is; the card in JSON; the sections; 4 bytes CRC-32C of all before.
//
//	strings    length in one byte, then the bytes
//	records    24 bytes for each place, see [writer.row]
//	countries  8 bytes for each country: code, number of its record plus 1
//	blocks     4 bytes for every 32 names: where they begin in keys
//	keys       folded names in order with their places, see [writer.keys]
//	shapes     borders, see [writer.shapes]
const (
	magic    = "PARLEYGZ"
	sections = 6
	headLen  = len(magic) + 4 + 8*(1+sections)

	// Format is the number of the format that this program writes and reads.
	Format = 1

	recordLen = 24
	blockLen  = 32
	formBits  = 2
	maxRows   = 1 << 23

	flagNumeric = 1 << 0
	flagCapital = 1 << 1
	flagRough   = 1 << 2
	flagQuarter = 1 << 3
	flagGone    = 1 << 4
	seatShift   = 5

	// degree is the steps in one degree of a stored coordinate: 24 bits hold
	// 180 degrees to 2.4 metres.
	degree = 46000
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func validPosition(lat, lon float64) bool {
	return lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180
}

func quantise(deg float64) int32 { return int32(math.Round(deg * degree)) }

// degrees gives a stored coordinate to five digits, as GeoNames has them.
func degrees(q int32) float64 {
	return math.Round(float64(q)/degree*1e5) / 1e5
}

func put24(b []byte, v int32) { b[0], b[1], b[2] = byte(v), byte(v>>8), byte(v>>16) }

func int24(s string) int32 {
	return int32(uint32(s[0])<<8|uint32(s[1])<<16|uint32(s[2])<<24) >> 8
}

func uint32At(s string, at int) uint32 {
	s = s[at : at+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// uvarint is binary.Uvarint for strings: n is 0 when s ends too early or the
// number has more than 32 bits.
func uvarint(s string) (v uint32, n int) {
	for shift := uint(0); n < len(s) && n < binary.MaxVarintLen32; shift += 7 {
		c := s[n]
		n++
		v |= uint32(c&0x7f) << shift
		if c < 0x80 {
			return v, n
		}
	}
	return 0, 0
}

const geonames = "geonames:"

// idNumber gives the number of an ID of GeoNames, "geonames:1138958", and 0
// for places that are known by their position only.
func idNumber(id string) (uint32, bool) {
	if strings.HasPrefix(id, "at:") {
		return 0, true
	}
	digits, ok := strings.CutPrefix(id, geonames)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 32)
	return uint32(n), err == nil && n > 0 && strconv.FormatUint(n, 10) == digits
}

// prefix is what IDs without a number begin with, by kind; it is not stored.
func prefix(kind Kind) string {
	switch kind {
	case Country:
		return "iso:"
	case Province, District:
		return geonames
	}
	return "parley:"
}
