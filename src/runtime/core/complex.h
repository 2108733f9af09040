// runtime/core/complex.h — complex numbers: two floats behind an object's head.
#pragma once

#include "runtime/core/native_class.h"

typedef struct {
    f64 real, imag;
} Complex;

typedef struct {
    Object head;
    Complex number;
} ComplexObject;
NATIVE_CLASS_CHECK(ComplexObject, COMPLEX);

Value complex_new(RtState *rt, Complex number);
// base ** exponent; an exception when it is too large or base is 0 and the exponent is not
// positive.
ResultWord complex_power(RtState *rt, Complex base, Complex exponent);
