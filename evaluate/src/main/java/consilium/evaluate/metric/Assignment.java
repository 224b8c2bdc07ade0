package consilium.evaluate.metric;

import java.util.Arrays;

/// The cheapest way to give every row a column of its own: the linear assignment problem, solved exactly by shortest
/// augmenting paths over reduced costs, in `O(rows^2 columns)`.
///
/// Source: Kuhn, The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2, 1955; with
/// dual prices as in Jonker and Volgenant, Computing 38, 1987, doi:10.1007/BF02278710.
final class Assignment {

    private static final int NONE = -1;

    private final double[][] cost;
    private final int rows;
    private final int columns;
    private final double[] rowPrice;
    private final double[] columnPrice;
    private final int[] rowOf;

    private Assignment(double[][] cost) {
        this.cost = cost;
        this.rows = cost.length;
        this.columns = cost[0].length;
        this.rowPrice = new double[rows];
        this.columnPrice = new double[columns];
        this.rowOf = new int[columns];
        Arrays.fill(rowOf, NONE);
    }

    /// @param cost `[row][column]`, finite, with at least as many columns as rows
    /// @return the column of each row
    static int[] cheapest(double[][] cost) {
        Assignment assignment = new Assignment(cost);
        if (assignment.columns < assignment.rows) {
            throw new IllegalArgumentException("every row gets a column of its own, there are " + assignment.rows
                    + " rows and " + assignment.columns + " columns");
        }
        for (int row = 0; row < assignment.rows; row++) {
            assignment.place(row);
        }
        return assignment.columnOfRow();
    }

    /// Finds the cheapest path from the row to a free column, along which rows already placed move over.
    private void place(int newRow) {
        double[] distance = new double[columns];
        int[] before = new int[columns];
        boolean[] reached = new boolean[columns];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(before, NONE);
        int row = newRow;
        int column = NONE;
        double travelled = 0;
        while (row != NONE) {
            relax(row, column, travelled, distance, before, reached);
            column = nearest(distance, reached);
            reached[column] = true;
            travelled = distance[column];
            row = rowOf[column];
        }
        reprice(newRow, travelled, distance, reached);
        shift(newRow, column, before);
    }

    private void relax(
            int row, int from, double travelled, double[] distance, int[] before, boolean[] reached) {
        for (int column = 0; column < columns; column++) {
            double way = travelled + cost[row][column] - rowPrice[row] - columnPrice[column];
            if (!reached[column] && way < distance[column]) {
                distance[column] = way;
                before[column] = from;
            }
        }
    }

    private int nearest(double[] distance, boolean[] reached) {
        int nearest = NONE;
        for (int column = 0; column < columns; column++) {
            if (!reached[column] && (nearest == NONE || distance[column] < distance[nearest])) {
                nearest = column;
            }
        }
        return nearest;
    }

    /// Keeps every reduced cost at least 0, and that of every row's own column at 0.
    private void reprice(int newRow, double travelled, double[] distance, boolean[] reached) {
        rowPrice[newRow] += travelled;
        for (int column = 0; column < columns; column++) {
            if (reached[column]) {
                double saved = travelled - distance[column];
                columnPrice[column] -= saved;
                if (rowOf[column] != NONE) {
                    rowPrice[rowOf[column]] += saved;
                }
            }
        }
    }

    private void shift(int newRow, int free, int[] before) {
        int column = free;
        while (before[column] != NONE) {
            rowOf[column] = rowOf[before[column]];
            column = before[column];
        }
        rowOf[column] = newRow;
    }

    private int[] columnOfRow() {
        int[] columnOf = new int[rows];
        for (int column = 0; column < columns; column++) {
            if (rowOf[column] != NONE) {
                columnOf[rowOf[column]] = column;
            }
        }
        return columnOf;
    }
}
