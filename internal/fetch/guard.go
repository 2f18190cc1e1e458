package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// refusal is why a connection was not made. It travels through the net package
// as the error of a dial.
type refusal struct {
	kind Kind
	why  string
}

func (r *refusal) Error() string { return r.why }

// special lists the ranges that no public site answers from. Of IPv6, all is
// refused that is not in global and not listed here.
var special = []struct {
	prefix netip.Prefix
	what   string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "an address of this network"},
	{netip.MustParsePrefix("10.0.0.0/8"), "a private address"},
	{netip.MustParsePrefix("100.64.0.0/10"), "an address shared behind a carrier's NAT"},
	{netip.MustParsePrefix("127.0.0.0/8"), "this machine's own (loopback) address"},
	{netip.MustParsePrefix("169.254.169.254/32"), "the address of a cloud's metadata service"},
	{netip.MustParsePrefix("169.254.0.0/16"), "a link-local address"},
	{netip.MustParsePrefix("172.16.0.0/12"), "a private address"},
	{netip.MustParsePrefix("192.0.0.0/24"), "an address of protocols"},
	{netip.MustParsePrefix("192.0.2.0/24"), "an address for documentation"},
	{netip.MustParsePrefix("192.88.99.0/24"), "a relay of 6to4"},
	{netip.MustParsePrefix("192.168.0.0/16"), "a private address"},
	{netip.MustParsePrefix("198.18.0.0/15"), "an address for measurements"},
	{netip.MustParsePrefix("198.51.100.0/24"), "an address for documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "an address for documentation"},
	{netip.MustParsePrefix("224.0.0.0/4"), "a multicast address"},
	{netip.MustParsePrefix("240.0.0.0/4"), "a reserved address"},
	{netip.MustParsePrefix("::/128"), "no address"},
	{netip.MustParsePrefix("::1/128"), "this machine's own (loopback) address"},
	{netip.MustParsePrefix("64:ff9b::/96"), "an IPv4 address behind NAT64"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "an IPv4 address behind NAT64"},
	{netip.MustParsePrefix("2001::/32"), "an address of Teredo"},
	{netip.MustParsePrefix("2001::/23"), "an address of protocols"},
	{netip.MustParsePrefix("2001:db8::/32"), "an address for documentation"},
	{netip.MustParsePrefix("2002::/16"), "an IPv4 address in 6to4"},
	{netip.MustParsePrefix("3fff::/20"), "an address for documentation"},
	{netip.MustParsePrefix("fc00::/7"), "a private (unique local) address"},
	{netip.MustParsePrefix("fe80::/10"), "a link-local address"},
	{netip.MustParsePrefix("ff00::/8"), "a multicast address"},
}

// global holds every IPv6 address that is given out to sites.
var global = netip.MustParsePrefix("2000::/3")

// checkAddr refuses addresses that are not public, unless they are allowed. An
// IPv4 address written as IPv6 is what it stands for.
func checkAddr(addr netip.Addr, allowed []netip.Prefix) *refusal {
	addr = addr.WithZone("").Unmap()
	for _, p := range allowed {
		if p.Contains(addr) {
			return nil
		}
	}
	for _, s := range special {
		if s.prefix.Contains(addr) {
			return &refusal{Address, fmt.Sprintf("it leads to %s, %s; addresses that are not public are refused", addr, s.what)}
		}
	}
	if addr.Is6() && !global.Contains(addr) {
		return &refusal{Address, fmt.Sprintf("it leads to %s, which is no public address", addr)}
	}
	return nil
}

// control looks at the address that is about to be dialled, after all names
// have been looked up: a name cannot change its mind afterwards.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return &refusal{Address, fmt.Sprintf("%q is no address that can be checked", address)}
	}
	if !slices.Contains(c.cfg.Ports, int(ap.Port())) {
		return c.portRefusal(int(ap.Port()))
	}
	if r := checkAddr(ap.Addr(), c.cfg.AllowPrivate); r != nil {
		return r
	}
	return nil
}

func (c *Client) portRefusal(port int) *refusal {
	names := make([]string, len(c.cfg.Ports))
	for i, p := range c.cfg.Ports {
		names[i] = strconv.Itoa(p)
	}
	return &refusal{Port, fmt.Sprintf("port %d is refused; allowed: %s", port, strings.Join(names, ", "))}
}

// parseURL reads an address and refuses what can be refused without a look-up.
func (c *Client) parseURL(s string) (*url.URL, *Error) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return nil, &Error{URL: shown(s), Kind: BadURL, Why: "no address of the web"}
	}
	if r := c.checkURL(u); r != nil {
		return nil, &Error{URL: u.Redacted(), Kind: r.kind, Why: r.why}
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

func (c *Client) checkURL(u *url.URL) *refusal {
	if u.Scheme != "http" && u.Scheme != "https" {
		if u.Scheme == "" {
			return &refusal{BadURL, "no address of the web: it must start with http:// or https://"}
		}
		return &refusal{Scheme, fmt.Sprintf("addresses that start with %s: are refused; only http: and https: are fetched", u.Scheme)}
	}
	switch {
	case u.Hostname() == "":
		return &refusal{BadURL, "the address names no host"}
	case u.User != nil:
		return &refusal{BadURL, "the address holds a user name or password; such addresses are refused"}
	}
	port := 80
	if u.Scheme == "https" {
		port = 443
	}
	if s := u.Port(); s != "" {
		port, _ = strconv.Atoi(s) // url.Parse lets digits through only
	}
	if !slices.Contains(c.cfg.Ports, port) {
		return c.portRefusal(port)
	}
	// A proxy dials for us; what is written as a number can be judged all the same.
	if addr, err := netip.ParseAddr(u.Hostname()); err == nil {
		return checkAddr(addr, c.cfg.AllowPrivate)
	}
	return nil
}

// shown cuts an address that cannot be parsed, for messages.
func shown(s string) string {
	if len(s) > 200 {
		s = s[:200] + "…"
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
