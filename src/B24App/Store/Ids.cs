using System.Data;
using System.Globalization;
using Dapper;

namespace B24App.Store;

/// <summary>Our number for one portal that installed us. The portal's own identity is its <c>member_id</c>; this is the short key of our tables.</summary>
public readonly record struct PortalId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Our number for one link: the agreement between two portals (or two groups of one portal) to mirror something.</summary>
public readonly record struct LinkId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Our number for one mapping: "this item here is that item there".</summary>
public readonly record struct MappingId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Our number for one intent: a call to a portal, written down before it leaves.</summary>
public readonly record struct IntentId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Teaches Dapper the typed ids; called once when the application is built.</summary>
internal static class IdHandlers
{
    public static void Register()
    {
        SqlMapper.AddTypeHandler(new Handler<PortalId>(id => id.Value, value => new PortalId(value)));
        SqlMapper.AddTypeHandler(new Handler<LinkId>(id => id.Value, value => new LinkId(value)));
        SqlMapper.AddTypeHandler(new Handler<MappingId>(id => id.Value, value => new MappingId(value)));
        SqlMapper.AddTypeHandler(new Handler<IntentId>(id => id.Value, value => new IntentId(value)));
    }

    private sealed class Handler<T>(Func<T, long> write, Func<long, T> read) : SqlMapper.TypeHandler<T>
        where T : struct
    {
        public override T Parse(object value) => read(Convert.ToInt64(value, CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, T value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = write(value);
        }
    }
}
