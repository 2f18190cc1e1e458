package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"parley"
)

// Kind names a cause of failure, for counting and for decisions.
type Kind string

// The kinds of [Error].
const (
	BadURL           Kind = "bad-url"            // no address, or one with a password in it
	Scheme           Kind = "scheme"             // neither http nor https
	Port             Kind = "port"               // a port that is not allowed
	Address          Kind = "refused-address"    // the name leads to a private or special address
	DNS              Kind = "dns"                // the name of the host cannot be looked up
	Connect          Kind = "connect"            // nobody answers there
	TLS              Kind = "tls"                // no safe connection
	Timeout          Kind = "timeout"            // too slow
	Broken           Kind = "broken"             // the answer breaks off or makes no sense
	RedirectLoop     Kind = "redirect-loop"      // led back to where it has been
	TooManyRedirects Kind = "too-many-redirects" // led on and on
	TooLarge         Kind = "too-large"          // more bytes than allowed
	Bomb             Kind = "bomb"               // compressed bytes that expand too far
	Status           Kind = "status"             // an answer that is no success
	Gone             Kind = "gone"               // 410: it will not come back
	Busy             Kind = "busy"               // 429 or 503: come back later
	Robots           Kind = "robots"             // robots.txt asks programs to stay away
	Content          Kind = "content-type"       // no text
	Stopped          Kind = "stopped"            // the caller gave up
)

// Error tells which address could not be fetched and why.
type Error struct {
	URL        string        // what was asked for last; without a password
	Kind       Kind          //
	Why        string        // in plain words
	Status     int           // of the answer; 0 when there was none
	RetryAfter time.Duration // how long to stay away; 0 when nobody says
	Err        error         // the cause, or nil
}

func (e *Error) Error() string { return e.URL + ": " + e.Why }

// Unwrap returns the cause; without one, [parley.ErrNotFound] for what is not
// there, nil for what the server does not want to give now or to us, and
// [parley.ErrInvalid] for the rest.
func (e *Error) Unwrap() error {
	switch {
	case e.Err != nil:
		return e.Err
	case e.Status == http.StatusNotFound || e.Kind == Gone:
		return parley.ErrNotFound
	case e.Kind == Status || e.Kind == Busy || e.Kind == Robots:
		return nil
	}
	return parley.ErrInvalid
}

// Temporary reports whether the same request may well succeed some other time.
func (e *Error) Temporary() bool {
	switch e.Kind {
	case DNS, Connect, Timeout, Broken, Busy, Stopped:
		return true
	case Status:
		return e.Status >= 500
	case Robots: // for good, unless it could not be read
		var cause *Error
		return errors.As(e.Err, &cause) && cause.Temporary()
	}
	return false
}

// failure makes an [Error] of what the net packages say about u.
func (c *Client) failure(ctx context.Context, u *url.URL, err error) *Error {
	e := &Error{URL: u.Redacted(), Err: err}
	var own *Error
	var guard *refusal
	var dns *net.DNSError
	var network net.Error
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &guard):
		e.Kind, e.Why, e.Err = guard.kind, guard.why, nil
	case ctx.Err() != nil && !errors.Is(context.Cause(ctx), errSlow):
		e.Kind, e.Why, e.Err = Stopped, "stopped: "+context.Cause(ctx).Error(), context.Cause(ctx)
	case errors.As(err, &dns) && !dns.IsTimeout:
		e.Kind, e.Why = DNS, fmt.Sprintf("the name %s cannot be looked up", u.Hostname())
		if dns.IsNotFound {
			e.Why = fmt.Sprintf("there is no host %s", u.Hostname())
		}
	case ctx.Err() != nil:
		e.Kind, e.Why = Timeout, fmt.Sprintf("not done within %v", c.cfg.Timeout)
	case errors.As(err, &network) && network.Timeout():
		e.Kind, e.Why = Timeout, c.slowWhy(err)
	default:
		e.Kind, e.Why = plainWhy(err)
	}
	return e
}

// slowWhy says which time limit was passed.
func (c *Client) slowWhy(err error) string {
	var op *net.OpError
	switch {
	case errors.As(err, &op) && op.Op == "dial":
		return fmt.Sprintf("no connection within %v", c.cfg.ConnectTimeout)
	case strings.Contains(err.Error(), "TLS handshake"):
		return fmt.Sprintf("no safe connection (TLS) within %v", c.cfg.ConnectTimeout)
	}
	return fmt.Sprintf("no answer within %v", c.cfg.HeaderTimeout)
}

// plainWhy sorts the remaining errors of a connection.
func plainWhy(err error) (Kind, string) {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &unknown):
		return TLS, "its certificate is signed by nobody whom this machine trusts"
	case errors.As(err, &name):
		return TLS, "its certificate is for another host"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return TLS, "its certificate is out of date"
	case errors.As(err, &verify), errors.As(err, &invalid), errors.As(err, &record), errors.As(err, &alert):
		return TLS, "no safe connection (TLS): " + innermost(err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return Connect, "nobody answers there: connection refused"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return Broken, "the connection broke off"
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" {
		return Connect, "no connection: " + innermost(err)
	}
	return Broken, "no sensible answer: " + innermost(err)
}

// innermost returns the text of the cause under the wrappers of net/http,
// which name the address again.
func innermost(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	return strings.TrimPrefix(err.Error(), "tls: ")
}
