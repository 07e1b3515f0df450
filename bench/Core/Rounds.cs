namespace Txt2Image.Bench.Core;

/// <summary>Measures several things in turns, A B C A B C…, so that other load on the machine affects all of them equally.</summary>
internal static class Rounds
{
    /// <summary>The figures of each thing, one per round.</summary>
    public static async Task<double[][]> RunAsync(int rounds, params Func<Task<double>>[] things)
    {
        var figures = things.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < things.Length; i++)
            {
                figures[i][round] = await things[i]();
            }
        }

        return figures;
    }

    public static double[][] Run(int rounds, params Func<double>[] things)
    {
        var figures = things.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < things.Length; i++)
            {
                figures[i][round] = things[i]();
            }
        }

        return figures;
    }
}
