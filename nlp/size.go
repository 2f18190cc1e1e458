package nlp

import (
	"fmt"

	"parley"
)

// Size names one of the two models that are built in.
type Size uint8

const (
	Accurate Size = iota // the better trees; the default
	Fast                 // about three times as fast, with more wrong arcs
)

// String returns "accurate" or "fast".
func (s Size) String() string {
	switch s {
	case Accurate:
		return "accurate"
	case Fast:
		return "fast"
	}
	return fmt.Sprintf("Size(%d)", uint8(s))
}

// ParseSize is the reverse of [Size.String]; the empty string is the default.
// Errors wrap [parley.ErrInvalid].
func ParseSize(name string) (Size, error) {
	switch name {
	case "", "accurate":
		return Accurate, nil
	case "fast":
		return Fast, nil
	}
	return 0, fmt.Errorf("parser size %q: want accurate or fast: %w", name, parley.ErrInvalid)
}

// MarshalText returns the name, for flags and configuration files.
func (s Size) MarshalText() ([]byte, error) {
	if s > Fast {
		return nil, fmt.Errorf("parser size %d: %w", uint8(s), parley.ErrInvalid)
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads a name, see [ParseSize].
func (s *Size) UnmarshalText(text []byte) error {
	size, err := ParseSize(string(text))
	if err != nil {
		return err
	}
	*s = size
	return nil
}
