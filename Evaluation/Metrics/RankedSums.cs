namespace Txt2Image.Evaluation.Metrics;

/// <summary>What the measures need of a ranking down to a rank; it grows with the rank.</summary>
internal sealed class RankedSums
{
    private int _rank;

    /// <summary>The number of relevant items.</summary>
    public int Relevant { get; private set; }

    /// <summary>The rank of the first relevant item, from 1; 0 if there is none.</summary>
    public int First { get; private set; }

    /// <summary>The sum of the precisions at the ranks of relevant items.</summary>
    public double Precisions { get; private set; }

    /// <summary>The discounted cumulated gain.</summary>
    public double Gain { get; private set; }

    /// <summary>Reads on to a rank.</summary>
    /// <param name="rank">The last rank to read, from 1.</param>
    /// <param name="gradeAt">The grade at a place, from 0.</param>
    public void Advance(int rank, Func<int, double> gradeAt)
    {
        for (; _rank < rank; _rank++)
        {
            var grade = gradeAt(_rank);
            if (grade > 0)
            {
                Relevant++;
                First = First == 0 ? _rank + 1 : First;
                Precisions += (double)Relevant / (_rank + 1);
                Gain += grade / Math.Log2(_rank + 2);
            }
        }
    }
}
