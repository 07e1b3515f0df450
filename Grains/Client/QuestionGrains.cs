using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Client;

/// <summary>
/// Leads to the grains of questions. For every reference that it is asked for by interface, Orleans reflects over that interface anew, which costs as much as
/// the call itself; here the interface is looked up once.
/// </summary>
internal sealed class QuestionGrains(IGrainFactory grains)
{
    private GrainReference? _any;

    /// <summary>The grain of a question.</summary>
    public IQueryGrain Of(QueryKey question)
    {
        var key = question.Value;
        var any = _any ??= (GrainReference)grains.GetGrain<IQueryGrain>(key);
        return (IQueryGrain)grains.GetGrain(GrainId.Create(any.GrainId.Type, key), any.InterfaceType);
    }
}
