package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/internal/fetch"
)

// memory is a book in memory. It ends the watch once it has enough results.
type memory struct {
	mu     sync.Mutex
	subs   map[string]Subscription
	seen   map[string]bool
	docs   []string
	errs   map[string]string
	polls  int
	enough int
	cancel context.CancelFunc
	fail   error // of Done
}

func (m *memory) Due(_ context.Context, now time.Time) (due []Subscription, next time.Time, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.subs {
		switch {
		case s.Stopped:
		case !s.Next.After(now):
			due = append(due, s)
		case next.IsZero() || s.Next.Before(next):
			next = s.Next
		}
	}
	slices.SortFunc(due, func(a, b Subscription) int { return strings.Compare(a.URL, b.URL) })
	return due, next, nil
}

func (m *memory) Seen(_ context.Context, _, id string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.seen[id]
}

func (m *memory) Done(_ context.Context, r Result) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return m.fail
	}
	delete(m.subs, r.URL)
	m.subs[r.Updated.URL] = r.Updated
	for _, id := range r.Seen {
		m.seen[id] = true
	}
	for _, d := range r.Documents {
		m.docs = append(m.docs, d.Title)
	}
	if r.Err != nil {
		m.errs[r.URL] = r.Updated.LastKind
	}
	if m.polls++; m.polls == m.enough {
		m.cancel()
	}
	return nil
}

// watch runs a watch over servers until there were so many polls, with a clock
// that jumps to wherever the watch wants to wait.
func watch(t *testing.T, polls, workers int, servers []*httptest.Server, urls ...string) (*memory, error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	m := &memory{subs: map[string]Subscription{}, seen: map[string]bool{}, errs: map[string]string{}, enough: polls, cancel: cancel}
	for _, u := range urls {
		m.subs[u] = Subscription{URL: u}
	}
	ticks := &clock{now: noon}
	running := false
	w := Watcher{
		Client: client(t, fetch.Config{}, servers...), Book: m, Workers: workers, Now: ticks.Now, Recheck: time.Hour,
		After: func(d time.Duration) <-chan time.Time {
			c := make(chan time.Time, 1)
			if m.idle(ticks.Now()) { // else a poll runs, and its end is what is waited for
				running = true
				_ = ticks.Wait(ctx, d)
				c <- ticks.Now()
			}
			return c
		},
	}
	err := w.Watch(ctx)
	if !running && polls > len(urls) {
		t.Error("the clock did not move")
	}
	return m, err
}

// idle reports whether nothing is due, so that no poll runs either.
func (m *memory) idle(now time.Time) bool {
	due, _, _ := m.Due(context.Background(), now)
	return len(due) == 0
}

func TestWatch(t *testing.T) {
	var n sync.Map
	good := func(w http.ResponseWriter, r *http.Request) {
		c, _ := n.LoadOrStore(r.Host+r.URL.Path, new(int))
		*c.(*int)++
		var items []string
		for i := range *c.(*int) { // one more item each time
			items = append(items, item(i+1, full(fmt.Sprint(r.URL.Path, " ", story))))
		}
		io.WriteString(w, strings.ReplaceAll(rss(items...), "Talks", r.URL.Path))
	}
	a, b := serve(t, good), serve(t, good)
	bad := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gone" {
			w.WriteHeader(http.StatusGone)
			return
		}
		io.WriteString(w, "<rss><a")
	})
	m, err := watch(t, 14, 2, []*httptest.Server{a, b, bad}, a.URL+"/1", a.URL+"/2", b.URL+"/3", bad.URL+"/gone", bad.URL+"/broken")
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	for _, path := range []string{"/1", "/2", "/3"} {
		for day := 1; day <= 3; day++ {
			title := fmt.Sprintf("%s, day %d", path, day)
			if c := strings.Count(strings.Join(m.docs, "\n")+"\n", title+"\n"); c != 1 {
				t.Errorf("%q comes %d times", title, c)
			}
		}
	}
	if m.errs[bad.URL+"/gone"] != "gone" || m.errs[bad.URL+"/broken"] != KindParse || len(m.errs) != 2 {
		t.Errorf("errors %v", m.errs)
	}
	if s := m.subs[bad.URL+"/gone"]; !s.Stopped {
		t.Errorf("%+v", s)
	}
}

// TestASlowFeedHoldsUpNoOther keeps one server silent until another has been
// polled twice.
func TestASlowFeedHoldsUpNoOther(t *testing.T) {
	release := make(chan struct{})
	slow := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		<-release
		io.WriteString(w, rss())
	})
	asked := 0
	quick := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked == 2 {
			close(release)
		}
		io.WriteString(w, rss())
	})
	ctx, cancel := context.WithCancel(t.Context())
	m := &memory{subs: map[string]Subscription{}, seen: map[string]bool{}, errs: map[string]string{}, enough: 3, cancel: cancel}
	for _, s := range []*httptest.Server{slow, quick} {
		m.subs[s.URL] = Subscription{URL: s.URL}
	}
	ticks := &clock{now: noon}
	err := Watcher{
		Client: client(t, fetch.Config{}, slow, quick), Book: m, Now: ticks.Now,
		After: func(d time.Duration) <-chan time.Time {
			c := make(chan time.Time, 1)
			m.mu.Lock()
			defer m.mu.Unlock()
			if m.polls == 1 {
				_ = ticks.Wait(ctx, d)
				c <- ticks.Now()
			}
			return c
		},
	}.Watch(ctx)
	if !errors.Is(err, context.Canceled) || m.polls != 3 || len(m.errs) != 0 {
		t.Errorf("%v: %d polls, errors %v", err, m.polls, m.errs)
	}
}

func TestOneFeedOfAHostAtATime(t *testing.T) {
	var mu sync.Mutex
	running, most := 0, 0
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		running++
		most = max(most, running)
		mu.Unlock()
		io.WriteString(w, rss())
		mu.Lock()
		running--
		mu.Unlock()
	})
	m, err := watch(t, 6, 6, []*httptest.Server{s}, s.URL+"/1", s.URL+"/2", s.URL+"/3", s.URL+"/4", s.URL+"/5", s.URL+"/6")
	if most != 1 || len(m.errs) != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d at a time; %v, %v", most, m.errs, err)
	}
}

func TestAWatchEndsWhenTheBookFails(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, rss()) })
	full := errors.New("the disk is full")
	m := &memory{subs: map[string]Subscription{s.URL: {URL: s.URL}}, fail: full}
	err := Watcher{Client: client(t, fetch.Config{}, s), Book: m, Now: func() time.Time { return noon }}.Watch(t.Context())
	if !errors.Is(err, full) || !strings.Contains(err.Error(), s.URL) {
		t.Error(err)
	}
}
