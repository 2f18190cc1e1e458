package parley

import "errors"

// The kinds of errors that callers tell apart with [errors.Is]. Every error
// that a package returns for such a cause wraps one of them.
var (
	ErrNotFound = errors.New("not found")                // what was asked for does not exist
	ErrInvalid  = errors.New("invalid")                  // data or settings break their rules
	ErrConflict = errors.New("conflict")                 // somebody else changed it first
	ErrLanguage = errors.New("language is not read yet") // the text is not in English
)
