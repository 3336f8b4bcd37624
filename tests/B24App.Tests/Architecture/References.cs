using System.Reflection;
using System.Reflection.Emit;

namespace B24App.Tests.Architecture;

/// <summary>The types that a type mentions: in its shape, in its signatures, and in the instructions of its methods.</summary>
internal static class References
{
    private const BindingFlags Own =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(found, type.BaseType);
        Array.ForEach(type.GetInterfaces(), one => Add(found, one));
        Array.ForEach(type.GetFields(Own), field => Add(found, field.FieldType));
        foreach (var method in type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)))
        {
            Array.ForEach(method.GetParameters(), parameter => Add(found, parameter.ParameterType));
            Add(found, (method as MethodInfo)?.ReturnType);
            Body(found, type, method);
        }

        return found;
    }

    private static void Body(HashSet<Type> found, Type type, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code)
        {
            return;
        }

        foreach (var local in body.LocalVariables)
        {
            Add(found, local.LocalType);
        }

        var typeArguments = type.IsGenericType ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var token in Tokens(code))
        {
            switch (type.Module.ResolveMember(token, typeArguments, methodArguments))
            {
                case Type named:
                    Add(found, named);
                    break;
                case MethodInfo called:
                    Add(found, called.DeclaringType);
                    Add(found, called.ReturnType);
                    Array.ForEach(called.IsGenericMethod ? called.GetGenericArguments() : [], argument => Add(found, argument));
                    break;
                case { } member:
                    Add(found, member.DeclaringType);
                    break;
            }
        }
    }

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            at += code[at] == 0xFE ? 2 : 1;
            var operand = Codes[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(found, type.GetElementType());
            return;
        }

        Array.ForEach(type.GenericTypeArguments, argument => Add(found, argument));
        found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
    }
}
