namespace Txt2Image.Api.Reference;

/// <summary>An object whose members have names of the user's choice, and texts, numbers or booleans as values.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FreeFormAttribute : Attribute
{
    /// <summary>Whether a value may be null too.</summary>
    public bool AllowsNull { get; init; }
}
