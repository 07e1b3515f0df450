namespace Txt2Image.Storage.Vectors;

/// <summary>The rules for collection names.</summary>
public static class CollectionName
{
    /// <summary>The maximum length of a name.</summary>
    public const int MaxLength = 64;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "1 to 64 characters of a-z, 0-9, underscore and hyphen, beginning with a letter or digit";

    /// <summary>Whether a collection may have this name.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxLength || name[0] is '_' or '-')
        {
            return false;
        }

        foreach (var letter in name)
        {
            if (letter is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
