using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Leads to the grains of questions. For every reference that it is asked for by interface, Orleans reflects over that interface anew, which costs as much as
/// the call itself; here the interface is looked up once.
/// </summary>
public sealed class QuestionGrains(IGrainFactory grains)
{
    private GrainReference? _any;

    /// <summary>The grain of a question.</summary>
    public IQueryGrain Of(QueryKey question)
    {
        var any = _any ??= (GrainReference)grains.GetGrain<IQueryGrain>(question.Value);
        return (IQueryGrain)grains.GetGrain(GrainId.Create(any.GrainId.Type, question.Value), any.InterfaceType);
    }
}
