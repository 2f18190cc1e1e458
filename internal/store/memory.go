package store

import "sync"

// memory remembers values by number. It is bounded: one value more than most, and all
// are forgotten.
type memory[V any] struct {
	most int
	mu   sync.Mutex
	of   map[int64]V
}

// get returns the value of a number, the zero value for one that is not remembered.
func (m *memory[V]) get(number int64) V {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.of[number]
}

func (m *memory[V]) put(number int64, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.of == nil || len(m.of) >= m.most {
		m.of = make(map[int64]V)
	}
	m.of[number] = v
}

func (m *memory[V]) forget(number int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.of, number)
}

func (m *memory[V]) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.of = nil
}
