using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Client;

/// <summary>
/// Returns the grains of queries. Orleans reflects over an interface each time a grain is requested by interface, which costs as much as the call
/// itself; this class looks the interface up once.
/// </summary>
internal sealed class QuestionGrains(IGrainFactory grains)
{
    private GrainReference? _any;

    /// <summary>The grain of a query.</summary>
    public IQueryGrain Of(QueryKey question)
    {
        var key = question.Value;
        var any = _any ??= (GrainReference)grains.GetGrain<IQueryGrain>(key);
        return (IQueryGrain)grains.GetGrain(GrainId.Create(any.GrainId.Type, key), any.InterfaceType);
    }
}
