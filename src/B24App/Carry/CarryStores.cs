using B24App.Record;
using B24App.Store;

namespace B24App.Carry;

/// <summary>What the looks of carrying write to, gathered.</summary>
public sealed record CarryStores(Database Db, CarryRules Rules, CarryDirty Dirty, CarryIntents Intents, CarryDeeds Deeds, TimeProvider Clock, Patience Patience);
