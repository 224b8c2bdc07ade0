package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2; the caller
/// schedules the learning rate), on one flat vector of parameters, in place.
final class AdamW {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final NDArray firstMoment;
    private final NDArray secondMoment;
    private long steps;

    AdamW(NDManager manager, double weightDecay, Moments moments) {
        this.weightDecay = weightDecay;
        this.firstMoment = manager.create(moments.first(), new Shape(moments.first().length));
        this.secondMoment = manager.create(moments.second(), new Shape(moments.second().length));
        this.steps = moments.steps();
    }

    /// Moves the parameters against the gradient.
    void step(NDArray parameters, NDArray gradient, double learningRate) {
        steps++;
        firstMoment.muli(BETA1).addi(Scalar.times(gradient, 1 - BETA1));
        secondMoment.muli(BETA2).addi(gradient.square().muli(1 - BETA2));
        double rate = learningRate / (1 - StrictMath.pow(BETA1, (double) steps));
        double norm = Math.sqrt(1 - StrictMath.pow(BETA2, (double) steps));
        NDManager step = gradient.getManager();
        NDArray scale = within(step, secondMoment.sqrt()).divi(norm).addi(EPSILON);
        parameters.muli(1 - learningRate * weightDecay);
        parameters.subi(within(step, firstMoment.div(scale)).muli(rate));
    }

    /// Lets the array live as long as the step: it would stay as long as the moments it was made from.
    private static NDArray within(NDManager step, NDArray made) {
        made.attach(step);
        return made;
    }

    Moments moments() {
        return new Moments(firstMoment.toFloatArray(), secondMoment.toFloatArray(), steps);
    }
}
