package consilium.networks;

import ai.djl.ndarray.NDArray;

/// Arithmetic with one number, kept for as long as the arrays it is used with.
///
/// The tensor library's own, such as `array.mul(2)`, makes an array of the number, whose memory is Java's, and lets go of
/// it at once, while what has been recorded for the gradient still points there. Whenever Java collected its garbage
/// between the loss and its gradient, the gradient was multiplied by whatever lay there by then: a training became a
/// `NaN`, or came to something else, once in some dozens. So the number is the array's manager's, and goes when the step
/// does.
final class Scalar {

    private Scalar() {}

    static NDArray times(NDArray array, Number factor) {
        return array.mul(array.getManager().create(factor));
    }

    static NDArray over(NDArray array, Number divisor) {
        return array.div(array.getManager().create(divisor));
    }

    static NDArray atLeast(NDArray array, Number least) {
        return array.maximum(array.getManager().create(least));
    }
}
