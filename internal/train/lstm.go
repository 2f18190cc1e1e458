package train

// lstm is the work space of one bidirectional layer over the packed rows of a
// shard. Columns 0 to hidden-1 of hOut hold the forward direction.
type lstm struct {
	z     []float32 // rows x 8h: sums, then the gates i, f, g, o; on the way back their gradients
	c, tc []float32 // rows x 2h: cell and its hyperbolic tangent
	h     []float32 // rows x 2h: output
	prev  []float32 // rows x 2h: output of the word before, with dropout, as the recurrent product reads it
	dh    []float32 // rows x 2h: gradient of the output
	drop  []float32 // sentences x 2h: dropout of the recurrent product
}

// packing says where the words of a shard lie: word t of sentence b is row
// start[t]+b. Sentences are sorted by falling length.
type packing struct {
	start []int // by position in the sentence; one more at the end
	count []int // sentences that long
	rows  int
}

// pack arranges sentences of the given lengths, longest first.
func (p *packing) pack(lengths []int) {
	p.start, p.count, p.rows = p.start[:0], p.count[:0], 0
	for t := 0; t < lengths[0]; t++ {
		n := 0
		for n < len(lengths) && lengths[n] > t {
			n++
		}
		p.start = append(p.start, p.rows)
		p.count = append(p.count, n)
		p.rows += n
	}
	p.start = append(p.start, p.rows)
}

// step gives the rows of position t and those of the position read before it
// in direction d (1 is backward): first row, first row before, sentences that
// have one before.
func (p *packing) step(t, d int) (row, before, n int) {
	row = p.start[t]
	switch {
	case d == 0 && t > 0:
		return row, p.start[t-1], p.count[t]
	case d == 1 && t+1 < len(p.count):
		return row, p.start[t+1], p.count[t+1]
	}
	return row, 0, 0
}

// tanh is a continued fraction of the hyperbolic tangent, good to 1e-4. The
// parser computes the same formula.
func tanh(x float32) float32 {
	x = max(-4.97, min(4.97, x))
	s := x * x
	y := x * (135135 + s*(17325+s*(378+s))) / (135135 + s*(62370+s*(3150+s*28)))
	return max(-1, min(1, y))
}

// sigmoid is the logistic function.
func sigmoid(x float32) float32 { return 0.5 + 0.5*tanh(0.5*x) }

// grow returns a zeroed slice of n numbers, reusing the room of s.
func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/4)
	}
	s = s[:n]
	clear(s)
	return s
}

// forward runs the layer over input x (rows x in).
func (l *lstm) forward(p *packing, x []float32, w, bias *tensor, u [2]*tensor) {
	h, in := u[0].rows, w.rows
	l.z = grow(l.z, p.rows*8*h)
	l.c, l.tc = grow(l.c, p.rows*2*h), grow(l.tc, p.rows*2*h)
	l.h, l.prev = grow(l.h, p.rows*2*h), grow(l.prev, p.rows*2*h)
	for r := range p.rows {
		copy(l.z[r*8*h:], bias.w)
	}
	mulAdd(matrix{l.z, 8 * h, 1}, matrix{x, in, 1}, matrix{w.w, 8 * h, 1}, p.rows, in, 8*h)
	for d := range 2 {
		for i := range p.count {
			t := i
			if d == 1 {
				t = len(p.count) - 1 - i
			}
			row, before, n := p.step(t, d)
			for b := range n {
				l.recur((row+b)*2*h+d*h, (before+b)*2*h+d*h, b*2*h+d*h, h)
			}
			mulAdd(matrix{l.z[row*8*h+d*4*h:], 8 * h, 1}, matrix{l.prev[row*2*h+d*h:], 2 * h, 1},
				matrix{u[d].w, 4 * h, 1}, n, h, 4*h)
			for b := range p.count[t] {
				cell := -1
				if b < n {
					cell = (before+b)*2*h + d*h
				}
				l.gates((row+b)*8*h+d*4*h, (row+b)*2*h+d*h, cell, h)
			}
		}
	}
}

// recur copies the output before a word, with dropout.
func (l *lstm) recur(to, from, mask, h int) {
	dst, src := l.prev[to:to+h], l.h[from:from+h]
	if l.drop == nil {
		copy(dst, src)
		return
	}
	m := l.drop[mask : mask+h]
	for j, v := range src {
		dst[j] = v * m[j]
	}
}

// gates turns the sums at z into gates and computes cell and output at out.
// before is the place of the cell before, or -1.
func (l *lstm) gates(z, out, before, h int) {
	zi, zf, zg, zo := l.z[z:z+h], l.z[z+h:z+2*h], l.z[z+2*h:z+3*h], l.z[z+3*h:z+4*h]
	c, tc, hh := l.c[out:out+h], l.tc[out:out+h], l.h[out:out+h]
	for j := range h {
		i, f, g, o := sigmoid(zi[j]), sigmoid(zf[j]), tanh(zg[j]), sigmoid(zo[j])
		zi[j], zf[j], zg[j], zo[j] = i, f, g, o
		cell := i * g
		if before >= 0 {
			cell += f * l.c[before+j]
		}
		c[j], tc[j] = cell, tanh(cell)
		hh[j] = o * tc[j]
	}
}

// lstmGrads are the gradients that a layer adds to.
type lstmGrads struct {
	w, bias []float32
	u       [2][]float32
}

// backward turns the gradient of the output, l.dh, into gradients of the
// parameters and of the sums (left in l.z), from which [lstm.input] goes on.
func (l *lstm) backward(p *packing, x []float32, w *tensor, u [2]*tensor, g lstmGrads, dc []float32) {
	h, in := u[0].rows, w.rows
	for d := range 2 {
		for i := range p.count {
			t := len(p.count) - 1 - i
			if d == 1 {
				t = i
			}
			row, before, n := p.step(t, d)
			for b := range p.count[t] {
				cell := -1
				if b < n {
					cell = (before+b)*2*h + d*h
				}
				l.gatesBack((row+b)*8*h+d*4*h, (row+b)*2*h+d*h, cell, h, dc)
			}
			if n == 0 {
				continue
			}
			back := l.tc[row*2*h+d*h:] // no longer needed: room for the gradient of prev
			for b := range n {
				clear(back[b*2*h : b*2*h+h])
			}
			mulAdd(matrix{back, 2 * h, 1}, matrix{l.z[row*8*h+d*4*h:], 8 * h, 1}, matrix{u[d].wt, h, 1}, n, 4*h, h)
			for b := range n {
				l.recurBack(back[b*2*h:b*2*h+h], (before+b)*2*h+d*h, b*2*h+d*h)
			}
		}
		mulAdd(matrix{g.u[d], 4 * h, 1}, matrix{l.prev[d*h:], 1, 2 * h}, matrix{l.z[d*4*h:], 8 * h, 1}, h, p.rows, 4*h)
	}
	mulAdd(matrix{g.w, 8 * h, 1}, matrix{x, 1, in}, matrix{l.z, 8 * h, 1}, in, p.rows, 8*h)
	for r := range p.rows {
		addTo(g.bias, l.z[r*8*h:(r+1)*8*h])
	}
}

// recurBack adds the gradient of the recurrent product to that of the output before.
func (l *lstm) recurBack(grad []float32, to, mask int) {
	dst := l.dh[to : to+len(grad)]
	for j, v := range grad {
		if l.drop != nil {
			v *= l.drop[mask+j]
		}
		dst[j] += v
	}
}

// gatesBack replaces the gates at z by the gradients of their sums; dc holds
// the gradients of cells and takes that of the cell before.
func (l *lstm) gatesBack(z, out, before, h int, dc []float32) {
	zi, zf, zg, zo := l.z[z:z+h], l.z[z+h:z+2*h], l.z[z+2*h:z+3*h], l.z[z+3*h:z+4*h]
	tc, dh, dcell := l.tc[out:out+h], l.dh[out:out+h], dc[out:out+h]
	for j := range h {
		i, f, g, o := zi[j], zf[j], zg[j], zo[j]
		d := dcell[j] + dh[j]*o*(1-tc[j]*tc[j])
		zo[j] = dh[j] * tc[j] * o * (1 - o)
		zi[j] = d * g * i * (1 - i)
		zg[j] = d * i * (1 - g*g)
		if before >= 0 {
			zf[j] = d * l.c[before+j] * f * (1 - f)
			dc[before+j] += d * f
		} else {
			zf[j] = 0
		}
	}
}

// addTo adds src to dst.
func addTo(dst, src []float32) {
	for i, v := range src {
		dst[i] += v
	}
}
