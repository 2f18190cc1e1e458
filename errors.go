package parley

import "errors"

// Errors that callers tell apart. Packages wrap them with what was being done.
var (
	ErrNotFound = errors.New("not found")
	ErrInvalid  = errors.New("invalid")
	ErrLanguage = errors.New("language is not read yet")
)
