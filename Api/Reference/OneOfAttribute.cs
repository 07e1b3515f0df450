namespace Txt2Image.Api.Reference;

/// <summary>The types that a member may have in JSON, where its own type cannot say so.</summary>
/// <param name="types">The types.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types => types;
}
