package consilium.simulate;

/// The first and second moments of some points.
final class Moments {

    private double n;
    private double sumX;
    private double sumY;
    private double sumXx;
    private double sumXy;
    private double sumYy;

    void add(double x, double y) {
        n++;
        sumX += x;
        sumY += y;
        sumXx += x * x;
        sumXy += x * y;
        sumYy += y * y;
    }

    /// How many points.
    double count() {
        return n;
    }

    /// A vector along which the points spread most, of any length; zero where they spread in all directions alike.
    ///
    /// The eigenvector of the larger eigenvalue of the scatter matrix, by that of its two columns that is longer.
    double[] axis() {
        double xx = sumXx - sumX * sumX / n;
        double xy = sumXy - sumX * sumY / n;
        double yy = sumYy - sumY * sumY / n;
        double larger = (xx + yy + Math.sqrt((xx - yy) * (xx - yy) + 4 * xy * xy)) / 2;
        return xx >= yy ? new double[] {larger - yy, xy} : new double[] {xy, larger - xx};
    }
}
