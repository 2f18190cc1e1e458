package incident

import (
	"encoding/binary"
	"fmt"

	"parley"
)

// AppendBinary appends the report in the form that [ParseReport] reads.
func (r *Report) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, formatReport)
	dst = appendString(dst, r.Event)
	dst = appendString(dst, r.Document)
	dst = binary.LittleEndian.AppendUint32(dst, r.outlet)
	dst = binary.AppendVarint(dst, int64(r.sentence))
	for _, day := range [...]int32{r.filed, r.first, r.last} {
		dst = binary.AppendVarint(dst, int64(day))
	}
	flags := byte(r.status) << 1
	if r.told {
		flags |= 1
	}
	dst = append(dst, flags, byte(r.kind))
	dst = binary.LittleEndian.AppendUint16(dst, r.mode)
	dst = binary.LittleEndian.AppendUint16(dst, r.cameo)
	dst = appendParties(dst, r.actors)
	dst = appendParties(dst, r.recipients)
	dst = appendParties(dst, r.thirds)
	dst = r.place.append(dst)
	dst = binary.AppendUvarint(dst, uint64(len(r.lands)))
	for _, l := range r.lands {
		dst = binary.LittleEndian.AppendUint16(dst, l)
	}
	dst = appendTerms(dst, r.words)
	dst = binary.AppendUvarint(dst, uint64(len(r.names)))
	for _, n := range r.names {
		dst = binary.LittleEndian.AppendUint32(dst, n)
	}
	dst = appendTerms(dst, r.context)
	dst = r.sense.append(dst)
	for _, v := range r.copies {
		dst = binary.LittleEndian.AppendUint16(dst, v)
	}
	dst = binary.AppendUvarint(dst, uint64(len(r.tolls)))
	for _, t := range r.tolls {
		dst = binary.AppendUvarint(append(dst, byte(t.what)), uint64(t.count))
	}
	return dst, nil
}

// ParseReport reads what AppendBinary wrote. Errors wrap [parley.ErrInvalid].
func ParseReport(data []byte) (Report, error) {
	in := reader{data: data}
	if in.byte() != formatReport {
		return Report{}, fmt.Errorf("report for merging: unknown format: %w", parley.ErrInvalid)
	}
	r := Report{Event: in.string(), Document: in.string(), outlet: in.uint32(), sentence: int32(in.varint())}
	r.filed, r.first, r.last = int32(in.varint()), int32(in.varint()), int32(in.varint())
	flags := in.byte()
	r.told, r.status, r.kind = flags&1 == 1, status(flags>>1), kind(in.byte())
	if r.kind >= kinds || int(r.status) >= len(statusNames) {
		in.take(-1)
	}
	r.mode, r.cameo = in.uint16(), in.uint16()
	r.actors, r.recipients, r.thirds = in.parties(maxParties), in.parties(maxParties), in.parties(maxThirds)
	r.place = in.place()
	for range in.count(maxLands) {
		r.lands = append(r.lands, in.uint16())
	}
	r.words = in.terms(maxWords)
	for range in.count(maxNames) {
		r.names = append(r.names, in.uint32())
	}
	r.context = in.terms(maxContext)
	r.sense = in.direction()
	for i := range r.copies {
		r.copies[i] = in.uint16()
	}
	for range in.count(maxTolls) {
		r.tolls = append(r.tolls, toll{tollKind(in.byte()), uint32(in.uvarint())})
	}
	for _, t := range r.tolls {
		if int(t.what) >= len(tollNames) {
			in.take(-1)
		}
	}
	if err := in.end(); err != nil {
		return Report{}, fmt.Errorf("report for merging: %w", err)
	}
	return r, nil
}

func appendParties(dst []byte, list []party) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(list)))
	for _, p := range list {
		dst = binary.LittleEndian.AppendUint32(dst, p.id)
		dst = binary.LittleEndian.AppendUint16(dst, p.country)
		dst = binary.LittleEndian.AppendUint16(dst, p.sector)
		n := 0
		for n < maxHeads && p.heads[n] != 0 {
			n++
		}
		dst = append(dst, byte(n))
		for _, h := range p.heads[:n] {
			dst = binary.LittleEndian.AppendUint32(dst, h)
		}
	}
	return dst
}

func (r *reader) parties(most int) []party {
	n := r.count(most)
	if n == 0 {
		return nil
	}
	list := make([]party, n)
	for i := range list {
		p := &list[i]
		p.id, p.country, p.sector = r.uint32(), r.uint16(), r.uint16()
		for k := range r.count(maxHeads) {
			p.heads[k] = r.uint32()
		}
	}
	return list
}

// append writes a direction, or one byte for none.
func (d *direction) append(dst []byte) []byte {
	if *d == (direction{}) {
		return append(dst, 0)
	}
	dst = append(dst, 1)
	for _, v := range d {
		dst = append(dst, byte(v))
	}
	return dst
}

func (r *reader) direction() (d direction) {
	switch r.byte() {
	case 0:
		return d
	case 1:
		for i := range d {
			d[i] = int8(r.byte())
		}
		if d != (direction{}) {
			return d
		}
	}
	r.take(-1)
	return direction{}
}

func (p *place) append(dst []byte) []byte {
	dst = append(dst, p.fine)
	if p.fine == nowhere {
		return dst
	}
	dst = binary.LittleEndian.AppendUint32(dst, p.id)
	for _, v := range [...]uint16{p.country, p.admin, uint16(p.lat), uint16(p.lon)} {
		dst = binary.LittleEndian.AppendUint16(dst, v)
	}
	return dst
}

func (r *reader) place() (p place) {
	if p.fine = r.byte(); p.fine == nowhere {
		return place{}
	}
	if p.fine > spot {
		r.take(-1)
	}
	p.id, p.country, p.admin = r.uint32(), r.uint16(), r.uint16()
	p.lat, p.lon = int16(r.uint16()), int16(r.uint16())
	return p
}
