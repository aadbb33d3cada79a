namespace Pulumi.Generator;

/// <summary>Writes enumerations: of strings as a struct that only the members can make, of integers as a plain one.</summary>
public static class EnumWriter
{
    /// <summary>Writes one enumeration.</summary>
    public static void Write(CodeWriter code, EnumSpec type)
    {
        code.Line("[global::Pulumi.EnumType]");
        if (type.IsString)
        {
            WriteStruct(code, type);
            return;
        }

        code.OpenType("enum", type.Name);
        foreach (var member in type.Values)
        {
            code.Line($"{member.Key} = {Naming.Literal(member.Value)},");
        }

        code.Close();
    }

    private static void WriteStruct(CodeWriter code, EnumSpec type)
    {
        var name = type.Name;
        const string Hidden = "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";
        code.OpenType("readonly struct", name, $" : global::System.IEquatable<{name}>")
            .Line("private readonly string _value;")
            .Line()
            .Line($"private {name}(string value) => _value = value ?? throw new global::System.ArgumentNullException(nameof(value));")
            .Line();
        foreach (var member in type.Values)
        {
            // Made on each call: a field for each of the 800 EC2 machine types would be filled whenever one is used.
            code.Line($"public static {name} {member.Key} => new {name}({Naming.Literal(member.Value)});");
        }

        code.Line()
            .Line($"public static bool operator ==({name} left, {name} right) => left.Equals(right);")
            .Line($"public static bool operator !=({name} left, {name} right) => !left.Equals(right);")
            .Line($"public static explicit operator string({name} value) => value._value;")
            .Line()
            .Line(Hidden)
            .Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);")
            .Line($"public bool Equals({name} other) => string.Equals(_value, other._value, global::System.StringComparison.Ordinal);")
            .Line(Hidden)
            .Line("public override int GetHashCode() => _value?.GetHashCode() ?? 0;")
            .Line("public override string ToString() => _value;")
            .Close();
    }
}
