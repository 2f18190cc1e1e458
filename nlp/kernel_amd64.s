//go:build amd64 && !purego

#include "textflag.h"

// Registers of the dot functions: DI acc, SI x, DX w, CX pairs, R8 distance of
// rows of acc, R9 of rows of x.

#define ROWARGS \
	MOVQ acc+0(FP), DI \
	MOVQ x+8(FP), SI \
	MOVQ w+16(FP), DX \
	MOVQ accRow+24(FP), R8 \
	MOVQ xRow+32(FP), R9 \
	MOVQ pairs+40(FP), CX

#define STEP512(from, lo, hi) \
	VPBROADCASTD from, Z2 \
	VPDPWSSD Z0, Z2, lo \
	VPDPWSSD Z1, Z2, hi

#define ZERO2(lo, hi) \
	VPXORD lo, lo, lo \
	VPXORD hi, hi, hi

// func dot512x8(acc *int32, x *int16, w *int8, accRow, xRow, pairs int)
TEXT ·dot512x8(SB), NOSPLIT, $0-48
	ROWARGS
	LEAQ (R9)(R9*2), R12
	LEAQ (SI)(R9*4), R13
	ZERO2(Z16, Z17)
	ZERO2(Z18, Z19)
	ZERO2(Z20, Z21)
	ZERO2(Z22, Z23)
	ZERO2(Z24, Z25)
	ZERO2(Z26, Z27)
	ZERO2(Z28, Z29)
	ZERO2(Z30, Z31)

loop8:
	VPMOVSXBW (DX), Z0
	VPMOVSXBW 32(DX), Z1
	STEP512((SI), Z16, Z17)
	STEP512((SI)(R9*1), Z18, Z19)
	STEP512((SI)(R9*2), Z20, Z21)
	STEP512((SI)(R12*1), Z22, Z23)
	STEP512((R13), Z24, Z25)
	STEP512((R13)(R9*1), Z26, Z27)
	STEP512((R13)(R9*2), Z28, Z29)
	STEP512((R13)(R12*1), Z30, Z31)
	ADDQ $4, SI
	ADDQ $4, R13
	ADDQ $64, DX
	DECQ CX
	JNZ  loop8

	VMOVDQU32 Z16, (DI)
	VMOVDQU32 Z17, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z18, (DI)
	VMOVDQU32 Z19, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z20, (DI)
	VMOVDQU32 Z21, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z22, (DI)
	VMOVDQU32 Z23, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z24, (DI)
	VMOVDQU32 Z25, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z26, (DI)
	VMOVDQU32 Z27, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z28, (DI)
	VMOVDQU32 Z29, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z30, (DI)
	VMOVDQU32 Z31, 64(DI)
	VZEROUPPER
	RET

// func dot512x4(acc *int32, x *int16, w *int8, accRow, xRow, pairs int)
TEXT ·dot512x4(SB), NOSPLIT, $0-48
	ROWARGS
	LEAQ (R9)(R9*2), R12
	ZERO2(Z16, Z17)
	ZERO2(Z18, Z19)
	ZERO2(Z20, Z21)
	ZERO2(Z22, Z23)

loop4:
	VPMOVSXBW (DX), Z0
	VPMOVSXBW 32(DX), Z1
	STEP512((SI), Z16, Z17)
	STEP512((SI)(R9*1), Z18, Z19)
	STEP512((SI)(R9*2), Z20, Z21)
	STEP512((SI)(R12*1), Z22, Z23)
	ADDQ $4, SI
	ADDQ $64, DX
	DECQ CX
	JNZ  loop4

	VMOVDQU32 Z16, (DI)
	VMOVDQU32 Z17, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z18, (DI)
	VMOVDQU32 Z19, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z20, (DI)
	VMOVDQU32 Z21, 64(DI)
	ADDQ R8, DI
	VMOVDQU32 Z22, (DI)
	VMOVDQU32 Z23, 64(DI)
	VZEROUPPER
	RET

// func dot512x2(acc *int32, x *int16, w *int8, accRow, xRow, pairs int)
TEXT ·dot512x2(SB), NOSPLIT, $0-48
	ROWARGS
	ZERO2(Z16, Z17)
	ZERO2(Z18, Z19)

loop2:
	VPMOVSXBW (DX), Z0
	VPMOVSXBW 32(DX), Z1
	STEP512((SI), Z16, Z17)
	STEP512((SI)(R9*1), Z18, Z19)
	ADDQ $4, SI
	ADDQ $64, DX
	DECQ CX
	JNZ  loop2

	VMOVDQU32 Z16, (DI)
	VMOVDQU32 Z17, 64(DI)
	VMOVDQU32 Z18, (DI)(R8*1)
	VMOVDQU32 Z19, 64(DI)(R8*1)
	VZEROUPPER
	RET

#define BLOCK512(from, next, lo, hi) \
	VPMOVSXBW from, Z0 \
	VPMOVSXBW next, Z1 \
	VPDPWSSD Z0, Z2, lo \
	VPDPWSSD Z1, Z2, hi

// func dot512row(acc *int32, x *int16, w *int8, block, pairs int)
TEXT ·dot512row(SB), NOSPLIT, $0-40
	MOVQ acc+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), DX
	MOVQ block+24(FP), R8
	MOVQ pairs+32(FP), CX
	LEAQ (R8)(R8*2), R12
	ZERO2(Z16, Z17)
	ZERO2(Z18, Z19)
	ZERO2(Z20, Z21)
	ZERO2(Z22, Z23)

looprow:
	VPBROADCASTD (SI), Z2
	BLOCK512((DX), 32(DX), Z16, Z17)
	BLOCK512((DX)(R8*1), 32(DX)(R8*1), Z18, Z19)
	BLOCK512((DX)(R8*2), 32(DX)(R8*2), Z20, Z21)
	BLOCK512((DX)(R12*1), 32(DX)(R12*1), Z22, Z23)
	ADDQ $4, SI
	ADDQ $64, DX
	DECQ CX
	JNZ  looprow

	VMOVDQU32 Z16, (DI)
	VMOVDQU32 Z17, 64(DI)
	VMOVDQU32 Z18, 128(DI)
	VMOVDQU32 Z19, 192(DI)
	VMOVDQU32 Z20, 256(DI)
	VMOVDQU32 Z21, 320(DI)
	VMOVDQU32 Z22, 384(DI)
	VMOVDQU32 Z23, 448(DI)
	VZEROUPPER
	RET

#define QUARTER(from, one, two) \
	VPMOVSXBW from, Y0 \
	VPMADDWD Y0, Y12, Y14 \
	VPMADDWD Y0, Y13, Y15 \
	VPADDD Y14, one, one \
	VPADDD Y15, two, two

// func dot256x2(acc *int32, x *int16, w *int8, accRow, xRow, pairs int)
TEXT ·dot256x2(SB), NOSPLIT, $0-48
	ROWARGS
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11

loop2562:
	VPBROADCASTD (SI), Y12
	VPBROADCASTD (SI)(R9*1), Y13
	QUARTER((DX), Y4, Y8)
	QUARTER(16(DX), Y5, Y9)
	QUARTER(32(DX), Y6, Y10)
	QUARTER(48(DX), Y7, Y11)
	ADDQ $4, SI
	ADDQ $64, DX
	DECQ CX
	JNZ  loop2562

	VMOVDQU Y4, (DI)
	VMOVDQU Y5, 32(DI)
	VMOVDQU Y6, 64(DI)
	VMOVDQU Y7, 96(DI)
	ADDQ R8, DI
	VMOVDQU Y8, (DI)
	VMOVDQU Y9, 32(DI)
	VMOVDQU Y10, 64(DI)
	VMOVDQU Y11, 96(DI)
	VZEROUPPER
	RET

#define SINGLE(from, one) \
	VPMOVSXBW from, Y0 \
	VPMADDWD Y0, Y12, Y14 \
	VPADDD Y14, one, one

// func dot256(acc *int32, x *int16, w *int8, pairs int)
TEXT ·dot256(SB), NOSPLIT, $0-32
	MOVQ acc+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), DX
	MOVQ pairs+24(FP), CX
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7

loop256:
	VPBROADCASTD (SI), Y12
	SINGLE((DX), Y4)
	SINGLE(16(DX), Y5)
	SINGLE(32(DX), Y6)
	SINGLE(48(DX), Y7)
	ADDQ $4, SI
	ADDQ $64, DX
	DECQ CX
	JNZ  loop256

	VMOVDQU Y4, (DI)
	VMOVDQU Y5, 32(DI)
	VMOVDQU Y6, 64(DI)
	VMOVDQU Y7, 96(DI)
	VZEROUPPER
	RET

// Places in gateNumbers, eight times each number.
#define TOP 0(BX)
#define BOTTOM 32(BX)
#define A1 64(BX)
#define A2 96(BX)
#define A3 128(BX)
#define B1 160(BX)
#define B2 192(BX)
#define B3 224(BX)
#define ONE 256(BX)
#define MINUS 288(BX)
#define HALF 320(BX)
#define STEPS 352(BX)

// TANH replaces x by its hyperbolic tangent; see tanh for the formula.
#define TANH(x, s, a, b) \
	VMINPS TOP, x, x \
	VMAXPS BOTTOM, x, x \
	VMULPS x, x, s \
	VADDPS A1, s, a \
	VMULPS s, a, a \
	VADDPS A2, a, a \
	VMULPS s, a, a \
	VADDPS A3, a, a \
	VMULPS B1, s, b \
	VADDPS B2, b, b \
	VMULPS s, b, b \
	VADDPS B3, b, b \
	VMULPS s, b, b \
	VADDPS A3, b, b \
	VMULPS a, x, x \
	VDIVPS b, x, x \
	VMINPS ONE, x, x \
	VMAXPS MINUS, x, x

#define SIGMOID(x, s, a, b) \
	VMULPS HALF, x, x \
	TANH(x, s, a, b) \
	VMULPS HALF, x, x \
	VADDPS HALF, x, x

// SUM puts eight sums of the gate at the given offset into x.
#define SUM(at, x, s) \
	VCVTDQ2PS (R8)(at*1), x \
	VCVTDQ2PS (R9)(at*1), s \
	VMULPS (R10)(at*1), x, x \
	VMULPS (R11)(at*1), s, s \
	VADDPS s, x, x \
	VADDPS (R12)(at*1), x, x

// func gates256(out *int16, cells *float32, in, rec *int32, inScale, recScale, bias, numbers *float32, h int)
TEXT ·gates256(SB), NOSPLIT, $0-72
	MOVQ out+0(FP), DI
	MOVQ cells+8(FP), SI
	MOVQ in+16(FP), R8
	MOVQ rec+24(FP), R9
	MOVQ inScale+32(FP), R10
	MOVQ recScale+40(FP), R11
	MOVQ bias+48(FP), R12
	MOVQ numbers+56(FP), BX
	MOVQ h+64(FP), CX
	XORQ AX, AX
	LEAQ (CX*4), DX
	LEAQ (CX*8), R13
	LEAQ (DX)(CX*8), R15

loopgates:
	SUM(AX, Y0, Y1)
	SUM(DX, Y4, Y5)
	SUM(R13, Y8, Y9)
	SUM(R15, Y12, Y13)
	SIGMOID(Y0, Y1, Y2, Y3)
	SIGMOID(Y4, Y5, Y6, Y7)
	TANH(Y8, Y9, Y10, Y11)
	SIGMOID(Y12, Y13, Y14, Y15)
	VMULPS (SI), Y4, Y4
	VMULPS Y8, Y0, Y0
	VADDPS Y0, Y4, Y0
	VMOVUPS Y0, (SI)
	TANH(Y0, Y1, Y2, Y3)
	VMULPS Y0, Y12, Y0
	VMULPS STEPS, Y0, Y0
	VCVTPS2DQ Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKSSDW X1, X0, X0
	VMOVDQU X0, (DI)
	ADDQ $32, AX
	ADDQ $32, DX
	ADDQ $32, R13
	ADDQ $32, R15
	ADDQ $32, SI
	ADDQ $16, DI
	SUBQ $8, CX
	JNZ  loopgates

	VZEROUPPER
	RET

// func cpuid(leaf, sub uint32) (a, b, c, d uint32)
TEXT ·cpuid(SB), NOSPLIT, $0-24
	MOVL leaf+0(FP), AX
	MOVL sub+4(FP), CX
	CPUID
	MOVL AX, a+8(FP)
	MOVL BX, b+12(FP)
	MOVL CX, c+16(FP)
	MOVL DX, d+20(FP)
	RET

// func xgetbv() uint32
TEXT ·xgetbv(SB), NOSPLIT, $0-4
	XORL CX, CX
	XGETBV
	MOVL AX, ret+0(FP)
	RET
