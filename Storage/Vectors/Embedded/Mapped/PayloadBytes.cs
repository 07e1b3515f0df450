using System.Runtime.InteropServices;
using System.Text;

namespace Txt2Image.Storage.Vectors.Embedded.Mapped;

/// <summary>A payload as bytes that are quick to read: a filter over a million points reads each payload once.</summary>
internal static class PayloadBytes
{
    private enum Kind : byte
    {
        Text,
        Integer,
        Number,
        False,
        True,
    }

    public static void Write(BinaryWriter writer, Payload payload)
    {
        writer.Write(payload.Width);
        writer.Write(payload.Height);
        writer.Write(payload.Bytes);
        writer.Write(payload.MediaType);
        writer.Write7BitEncodedInt(payload.ThumbHash.IsDefaultOrEmpty ? 0 : payload.ThumbHash.Length);
        writer.Write(payload.ThumbHash.IsDefaultOrEmpty ? [] : payload.ThumbHash.AsSpan());
        writer.Write(payload.Caption is not null);
        writer.Write(payload.Caption ?? "");
        writer.Write7BitEncodedInt(payload.Names.Count);
        foreach (var name in payload.Names)
        {
            writer.Write(name);
        }

        // No fields at all and an empty set of them are two things in the database too.
        writer.Write7BitEncodedInt(payload.Fields is null ? 0 : payload.Fields.Count + 1);
        foreach (var (name, value) in payload.Fields ?? new FieldSet())
        {
            writer.Write(name);
            Write(writer, value);
        }
    }

    /// <exception cref="ArgumentException">These are not the bytes of a payload.</exception>
    public static Payload Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        var (width, height, length) = (reader.Value<int>(), reader.Value<int>(), reader.Value<long>());
        var mediaType = string.Intern(reader.Text());
        var thumbHash = reader.Bytes(reader.Length()).ToArray();
        var hasCaption = reader.Value<bool>();
        var caption = reader.Text();
        var names = new string[reader.Length()];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.Text();
        }

        return new Payload(names, hasCaption ? caption : null, Fields(ref reader), width, height, mediaType, length)
        {
            ThumbHash = thumbHash.Length == 0 ? [] : ImmutableCollectionsMarshal.AsImmutableArray(thumbHash),
        };
    }

    private static void Write(BinaryWriter writer, FieldValue value)
    {
        switch (value)
        {
            case FieldValue.Text text:
                writer.Write((byte)Kind.Text);
                writer.Write(text.Value);
                break;
            case FieldValue.Integer integer:
                writer.Write((byte)Kind.Integer);
                writer.Write(integer.Value);
                break;
            case FieldValue.Number number:
                writer.Write((byte)Kind.Number);
                writer.Write(number.Value);
                break;
            case FieldValue.Truth truth:
                writer.Write((byte)(truth.Value ? Kind.True : Kind.False));
                break;
        }
    }

    private static FieldSet? Fields(ref Reader reader)
    {
        var count = reader.Length() - 1;
        if (count < 0)
        {
            return null;
        }

        var fields = new FieldSet();
        for (var i = 0; i < count; i++)
        {
            var name = reader.Text();
            fields[name] = reader.Value<Kind>() switch
            {
                Kind.Text => new FieldValue.Text(reader.Text()),
                Kind.Integer => new FieldValue.Integer(reader.Value<long>()),
                Kind.Number => new FieldValue.Number(reader.Value<double>()),
                Kind.True => new FieldValue.Truth(true),
                Kind.False => new FieldValue.Truth(false),
                var kind => throw new ArgumentException($"A value has the unknown kind {kind}.", nameof(reader)),
            };
        }

        return fields;
    }

    /// <summary>Reads what a <see cref="BinaryWriter"/> wrote.</summary>
    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public T Value<T>()
            where T : unmanaged
        {
            var value = MemoryMarshal.Read<T>(_left);
            unsafe
            {
                _left = _left[sizeof(T)..];
            }

            return value;
        }

        public int Length()
        {
            var (length, shift) = (0, 0);
            byte part;
            do
            {
                part = Value<byte>();
                length |= (part & 0x7f) << shift;
                shift += 7;
            }
            while (part > 0x7f);
            return length;
        }

        public ReadOnlySpan<byte> Bytes(int length)
        {
            var part = _left[..length];
            _left = _left[length..];
            return part;
        }

        public string Text() => Encoding.UTF8.GetString(Bytes(Length()));
    }
}
